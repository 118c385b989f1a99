/**
 * For bash and zsh alike. Environments are folders of the workspace: copilot/ is in the working directory or in one of the four
 * above it, as Copilot looks for it.
 */
export const environmentsFunction = `_copilot_cdn_environments() {
  local folder=\${COPILOT_CDN_WORKSPACE:-$PWD} manifest depth
  for depth in 1 2 3 4 5; do
    if [ -d "$folder/copilot/environments" ]; then
      for manifest in "$folder"/copilot/environments/*/manifest.yml; do
        [ -f "$manifest" ] || continue
        manifest=\${manifest%/manifest.yml}
        echo "\${manifest##*/}"
      done
      return
    fi
    folder=\${folder%/*}
  done
}
`;

/** Static sites are workloads of the workspace, each in a folder of its own that says so. */
export const sitesFunction = `_copilot_cdn_sites() {
  local folder=\${COPILOT_CDN_WORKSPACE:-$PWD} manifest depth
  for depth in 1 2 3 4 5; do
    if [ -d "$folder/copilot" ]; then
      for manifest in "$folder"/copilot/*/manifest.yml; do
        grep -q '^type: *["'"'"']*Static Site' "$manifest" 2>/dev/null || continue
        manifest=\${manifest%/manifest.yml}
        echo "\${manifest##*/}"
      done
      return
    fi
    folder=\${folder%/*}
  done
}
`;

/** The names in the SDK's two files, read as text: the \`aws\` program takes a second to say them. */
export const profilesFunction = `_copilot_cdn_profiles() {
  cat "\${AWS_CONFIG_FILE:-$HOME/.aws/config}" "\${AWS_SHARED_CREDENTIALS_FILE:-$HOME/.aws/credentials}" 2>/dev/null |
    sed -n -e 's/^ *\\[profile  *\\([^] ]*\\).*/\\1/p' -e 's/^ *\\[\\([^] ]*\\)\\].*/\\1/p' | sort -u
}
`;
