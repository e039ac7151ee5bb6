using System.Text;
using System.Text.Encodings.Web;
using PagoDigitale.Core.Languages;
using PagoDigitale.Platform.Languages;

namespace PagoDigitale.Api.Features.Problems;

/// <summary>The catalogue for a person: text and links, nothing that runs. Links are relative, whatever the instance is called.</summary>
internal static class ProblemPages
{
    public const string ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

    private const string Style =
        ":root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem}"
        + "dt{font-weight:bold;margin-top:.75rem}dd{margin:0}li{margin:.25rem 0}";

    public static string Of(ProblemCatalogue catalogue)
    {
        var list = new StringBuilder($"<p>{Text(ProblemsTexts.Introduction)}</p><ul>");
        foreach (var item in catalogue.Items)
            list.Append($"<li><a href=\"problems/{item.Code}\"><code>{item.Code}</code></a> {Text(item.Meaning)}</li>\n");
        return Page(Text(ProblemsTexts.Title), Text(ProblemsTexts.Title), list.Append("</ul>").ToString());
    }

    public static string Of(ProblemExplanation item)
    {
        var places = string.Join(", ", item.Places.Select(p => Text(ProblemsTexts.Place(p))));
        var statuses = item.Statuses.Count == 0 ? "" : $"<dt>{Text(ProblemsTexts.Status)}</dt><dd>{string.Join(", ", item.Statuses)}</dd>";
        return Page(
            item.Code,
            $"<code>{item.Code}</code>",
            $"""
            <dl><dt>{Text(ProblemsTexts.Meaning)}</dt><dd>{Text(item.Meaning)}</dd>
            <dt>{Text(ProblemsTexts.Remedy)}</dt><dd>{Text(item.Remedy)}</dd>
            <dt>{Text(ProblemsTexts.Places)}</dt><dd>{places}</dd>
            {statuses}</dl>
            <nav><a href="../problems">{Text(ProblemsTexts.AllCodes)}</a></nav>
            """
        );
    }

    private static string Page(string title, string heading, string content) =>
        $"""
            <!DOCTYPE html>
            <html lang="{AnswerLanguage.Tag}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{title} - PagoDigitale</title>
            <style>{Style}</style>
            </head>
            <body>
            <main>
            <h1>{heading}</h1>
            {content}
            </main>
            </body>
            </html>

            """;

    private static string Text(Message message) => HtmlEncoder.Default.Encode(message.Told());
}
