using System.Text;
using System.Text.Encodings.Web;

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
        var list = new StringBuilder("<p>What the codes of problems, refused rows, warnings, anomalies and failures mean.</p><ul>");
        foreach (var item in catalogue.Items)
            list.Append($"<li><a href=\"problems/{item.Code}\"><code>{item.Code}</code></a> {Text(item.Meaning)}</li>\n");
        return Page("Codes of problems", "Codes of problems", list.Append("</ul>").ToString());
    }

    public static string Of(ProblemExplanation item)
    {
        var places = string.Join(", ", item.Places);
        var statuses = item.Statuses.Count == 0 ? "" : $"<dt>HTTP status</dt><dd>{string.Join(", ", item.Statuses)}</dd>";
        return Page(
            item.Code,
            $"<code>{item.Code}</code>",
            $"""
            <dl><dt>What it means</dt><dd>{Text(item.Meaning)}</dd>
            <dt>What to do</dt><dd>{Text(item.Remedy)}</dd>
            <dt>Where it is met</dt><dd>{places}</dd>
            {statuses}</dl>
            <nav><a href="../problems">All codes</a></nav>
            """
        );
    }

    private static string Page(string title, string heading, string content) =>
        $"""
            <!DOCTYPE html>
            <html lang="en">
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

    private static string Text(string text) => HtmlEncoder.Default.Encode(text);
}
