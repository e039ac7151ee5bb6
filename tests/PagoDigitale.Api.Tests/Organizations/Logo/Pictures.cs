using System.Net;
using System.Net.Http.Headers;
using PagoDigitale.TestKit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Organizations.Logo;

/// <summary>A picture, and what comes of sending one.</summary>
internal static class Pictures
{
    // One transparent pixel.
    public static readonly byte[] Png = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    );

    public static async Task<(HttpStatusCode Status, string? Code)> PutAsync(TestApi api, string code, byte[] content, string mediaType)
    {
        using var http = await HttpAsync(api);
        using var body = new ByteArrayContent(content) { Headers = { ContentType = new MediaTypeHeaderValue(mediaType) } };
        using var response = await http.PutAsync($"/v1/organizations/{code}/logo", body);
        var text = await response.Content.ReadAsStringAsync();
        if (text.Length == 0)
            return (response.StatusCode, null);
        var problem = System.Text.Json.Nodes.JsonNode.Parse(text)!;
        // The field says more than "validation-failed" when there is one.
        return (response.StatusCode, (string?)(problem["errors"]!.AsArray().FirstOrDefault()?["code"] ?? problem["code"]));
    }
}
