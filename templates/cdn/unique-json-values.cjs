// The code of UniqueJSONValuesFunction where Copilot's own does not lie in the artifact bucket: same input, same output.
exports.handler = async (event) => {
  const PhysicalResourceId = event.PhysicalResourceId ?? event.LogicalResourceId;
  try {
    const values = event.RequestType === 'Delete' ? undefined : uniqueValues(event.ResourceProperties);
    await answer(event, { Status: 'SUCCESS', PhysicalResourceId, Data: values && { UniqueValues: values } });
  } catch (error) {
    await answer(event, { Status: 'FAILED', PhysicalResourceId, Reason: String(error?.message) });
  }
};

function uniqueValues({ Aliases, FilterFor, AdditionalStrings = [] }) {
  const services = new Set(FilterFor.split(','));
  const kept = Object.entries(JSON.parse(Aliases || '{}')).filter(([service]) => services.has(service));
  return [...new Set([...kept.flatMap(([, names]) => names), ...AdditionalStrings.filter(Boolean)])].sort();
}
