// Goes over the generated files, whose names are given, once more:
//   members of OAuth's objects, written with_underscores, are named like all others (access_token is AccessToken);
//   what must be said is `required` where the language has it: .NET Framework's C# 7.3 has not, and cannot make objects that ask for it.
//     There only JSON that is read must have it, as everywhere;
//   a parameter of several values asks for one at least: none would be written as if nothing had been asked for;
//   what a file is sent as is between the methods here and those of the generator;
//   no trailing blanks, one newline at the end: the files obey .editorconfig like every other.
import { readFileSync, writeFileSync } from 'node:fs';

for (const path of process.argv.slice(2)) {
  const text = readFileSync(path, 'utf8')
    .replace(/\r/g, '')
    .replace(/\b[A-Z][a-z]+(?:_[a-z]+)+(?= \{ get; set; \})/g, name => name.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase()))
    .replace(/^( *)public required (.*? \{ get; set; \}).*$/gm, [
      '#if NET8_0_OR_GREATER', '$1public required $2', '#else', '$1[System.Text.Json.Serialization.JsonRequired]', '$1public $2 = default!;', '#endif',
    ].join('\n'))
    .replace(/foreach \(var item_ in (@?)([a-z]\w*)\)/g, (_, at, name) => `foreach (var item_ in Some(${at}${name}, "${name[0].toUpperCase()}${name.slice(1)}"))`)
    .replace('public partial class FileParameter', 'internal partial class FileParameter')
    .replace(/[ \t]+$/gm, '')
    .replace(/\n*$/, '\n');
  writeFileSync(path, text);
}
