/** What each shell needs to ask `shipwheel __complete` for candidates. */
export const COMPLETION_SCRIPTS: Readonly<Record<string, string>> = {
  bash: `_shipwheel() {
  local IFS=$'\\n'
  COMPREPLY=($(shipwheel __complete "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null | cut -f1))
  [ \${#COMPREPLY[@]} -gt 0 ] || compopt -o default
}
complete -F _shipwheel shipwheel`,
  zsh: `#compdef shipwheel
_shipwheel() {
  local -a found
  local line
  while IFS= read -r line; do
    found+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}")
  done < <(shipwheel __complete "\${(@)words[2,CURRENT]}" 2>/dev/null)
  if (( \${#found} )); then _describe shipwheel found; else _files; fi
}
compdef _shipwheel shipwheel`,
  fish: `function __shipwheel_complete
  set -l words (commandline -opc) (commandline -ct)
  set -l found (shipwheel __complete $words[2..-1] 2>/dev/null)
  if test (count $found) -gt 0
    printf '%s\\n' $found
  else
    __fish_complete_path (commandline -ct)
  end
end
complete -c shipwheel -f -a '(__shipwheel_complete)'`,
  powershell: `Register-ArgumentCompleter -Native -CommandName shipwheel -ScriptBlock {
  param($word, $ast, $position)
  $words = @($ast.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.StartOffset -lt $position } | ForEach-Object { $_.ToString() })
  if ($word -eq '') { $words += '""' }
  shipwheel __complete @words 2>$null | ForEach-Object {
    $value, $text = $_ -split "\`t", 2
    [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', "$text ")
  }
}`,
};
