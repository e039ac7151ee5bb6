using System.Text.Json;
using PagoDigitale.NodeSimulator.Gateway;
using PagoDigitale.NodeSimulator.State;

namespace PagoDigitale.NodeSimulator.BizEvents;

/// <summary>
/// Tells an organization the receipts of what was paid to it, delivered or not. It is for the few that are missing from a rendicontazione:
/// ten calls an hour for each key (SANP, integration by synchronous API).
/// </summary>
internal sealed class BizEventsService(Book book, TimeProvider clock)
{
    internal const int CallsMax = 10;

    private static readonly TimeSpan CallsWindow = TimeSpan.FromMinutes(60);

    public ServiceGateway Gateway { get; } =
        new(ServiceFaults.OfAny, BizProblem.Broken.Answer, clock, new CallLimit(CallsMax, CallsWindow, clock));

    public Task ReceiptAsync(HttpContext http) => Gateway.AnswerAsync(http, () => new(Tell(http)));

    private ServiceAnswer Tell(HttpContext http)
    {
        var (organization, iur, iuv) = (Path("organizationfiscalcode")!, Path("iur")!, Path("iuv"));
        // An organization is told only of what was paid to its own notices, not of what its partners shared with it.
        if (
            book.FindReceipt(iur) is not { } receipt
            || receipt.FiscalCode != organization
            || (iuv is not null && iuv != receipt.CreditorReferenceId)
        )
            return BizProblem
                .NotFound($"There is no receipt {iur} of the organization {organization}{(iuv is null ? "" : $" and IUV {iuv}")}.")
                .Answer();
        return ServiceAnswer.Ok(JsonSerializer.SerializeToUtf8Bytes(receipt, ServiceAnswer.Json));

        string? Path(string name) => (string?)http.Request.RouteValues[name];
    }
}
