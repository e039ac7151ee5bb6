using System.Net.Http.Headers;
using System.Text.Json;

namespace PagoDigitale.Sdk;

/// <summary>Reads what no generated method is for; tokens, retries and errors are those of every call.</summary>
internal sealed class AddressReader(HttpClient http)
{
    /// <summary>A caller's own type has members named as C# has it.</summary>
    private static readonly JsonSerializerOptions Settings = new(ResourceClient.Settings)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    };

    public async Task<T> ReadAsync<T>(string address, CancellationToken cancellationToken)
    {
        if (address is not ['/', not '/', ..])
            throw new ArgumentException("The address is a path of the API with its query, from the first slash.", nameof(address));
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address.Substring(1), UriKind.Relative));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
            .ConfigureAwait(false);
        return await ResourceClient.ReadBodyAsync<T>(response, Settings, null, cancellationToken).ConfigureAwait(false)
            ?? throw new PagoDigitaleException("The answer has no body.", (int)response.StatusCode, null, null, null);
    }
}
