using System.Net;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.Node.Soap;

namespace PagoDigitale.TestKit;

/// <summary>What a station answered, read as strictly as the node does.</summary>
public sealed record StationAnswer(HttpStatusCode Status, byte[] Body, PaResponse? Response, WireError? Error)
{
    public bool IsOk => Status == HttpStatusCode.OK && Response is not (null or FaultResponse);

    public string? FaultCode => (Response as FaultResponse)?.Fault.FaultCode;
}

/// <summary>Calls a station as the node does, also with what the node would never send.</summary>
public sealed class NodeCaller(HttpClient http) : IDisposable
{
    public NodeCaller(Uri baseAddress)
        : this(new HttpClient { BaseAddress = baseAddress }) { }

    public Task<StationAnswer> SendAsync(string station, PaRequest request, params (string Name, string Value)[] headers) =>
        SendAsync(station, PaForNodeClientWriter.Write(request), headers);

    public async Task<StationAnswer> SendAsync(string station, byte[] envelope, params (string Name, string Value)[] headers)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, $"/node/{station}") { Content = new ByteArrayContent(envelope) };
        message.Content.Headers.ContentType = new("text/xml") { CharSet = "utf-8" };
        foreach (var (name, value) in headers)
            message.Headers.TryAddWithoutValidation(name, value);
        using var response = await http.SendAsync(message);
        var body = await response.Content.ReadAsByteArrayAsync();
        var reading = PaForNodeClientReader.ReadResponse(body);
        return new(response.StatusCode, body, reading.Response, reading.Error);
    }

    public void Dispose() => http.Dispose();
}
