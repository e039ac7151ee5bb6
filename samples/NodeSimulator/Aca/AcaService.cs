using System.Text.Json;
using PagoDigitale.NodeSimulator.Gateway;

namespace PagoDigitale.NodeSimulator.Aca;

/// <summary>The archive of notices that pagoPA falls back on when a station does not answer: it is told of every position.</summary>
internal sealed class AcaService(AcaView view, TimeProvider clock)
{
    public ServiceGateway Gateway { get; } = new(ServiceFaults.OfAny, AcaProblem.Broken.Answer, clock);

    public Task CreatePositionAsync(HttpContext http) => Gateway.AnswerAsync(http, () => TakeAsync(http));

    private async ValueTask<ServiceAnswer> TakeAsync(HttpContext http)
    {
        AcaRequest? request;
        try
        {
            request = await JsonSerializer.DeserializeAsync(http.Request.Body, AcaJson.Default.AcaRequest, http.RequestAborted);
        }
        catch (JsonException failure)
        {
            return AcaProblem.BadRequest($"The body cannot be read: {failure.Message}").Answer();
        }
        if (request is null)
            return AcaProblem.BadRequest("The body is null.").Answer();
        if (AcaCheck.Problems(request) is { Count: > 0 } problems)
            return AcaProblem.BadRequest(string.Join("; ", problems)).Answer();
        var told = AcaCheck.PositionOf(request);
        var outcome = view.Take(told);
        return outcome == AcaOutcome.Taken
            ? ServiceAnswer.Ok(JsonSerializer.SerializeToUtf8Bytes(AcaAnswer.Of(told), AcaJson.Default.AcaAnswer))
            : AcaProblem.Of(outcome, told).Answer();
    }
}
