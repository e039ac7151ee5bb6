using System.Globalization;
using PagoDigitale.Api.Features.Connections.Door;
using PagoDigitale.Core.Languages;
using PagoDigitale.Node.Rendicontazione;
using PagoDigitale.Platform.Outbound;

namespace PagoDigitale.Api.Gateways.Fdr.Door;

/// <summary>
/// Asks pagoPA for rendicontazioni: what is published, and each flow with all its pages. Pages are believed as far as they agree with each
/// other: one that comes for ever, or that should be there and is empty, ends the reading.
/// </summary>
public sealed class FdrClient(OutboundClient client)
{
    /// <summary>In production; of the service for tests the host is api.uat.platform.pagopa.it.</summary>
    public const string UsualBaseUrl = "https://api.platform.pagopa.it/fdr-org/service/v1";

    /// <summary>The most the service gives.</summary>
    private const int PageSize = 1_000;

    /// <summary>A million flows of a month: nobody has so many.</summary>
    private const int ListPagesMax = 1_000;

    /// <summary>All that is published: of the last month, each flow with its newest revision.</summary>
    /// <exception cref="OutboundException">The service gave no list.</exception>
    public async Task<List<ListedFlusso>> ListAsync(CallableConnection connection, string organization, CancellationToken ct)
    {
        var flows = new List<ListedFlusso>();
        for (var number = 1; ; number++)
        {
            var call = connection.Get(organization, $"/organizations/{organization}/fdrs?page={Text(number)}&size={Text(PageSize)}");
            var answer = await AskAsync(call, ct);
            var (page, fault) = FlussoList.ReadPage(answer);
            if (page is null || (fault = FaultOf(number, page.Number, page.PagesCount, page.Flows.Count, ListPagesMax)) is not null)
                throw OutboundException.Unreadable(call.Address.Host, fault!);
            flows.AddRange(page.Flows);
            if (number >= page.PagesCount)
                return flows;
        }
    }

    /// <summary>One flow as one file: its header and all pages, each as it came.</summary>
    /// <exception cref="OutboundException">The service did not give all of it.</exception>
    public async Task<byte[]> FetchAsync(CallableConnection connection, string organization, ListedFlusso flow, CancellationToken ct)
    {
        var path =
            $"/organizations/{organization}/fdrs/{Uri.EscapeDataString(flow.FlussoId)}/revisions/{Text(flow.Revision)}"
            + $"/psps/{Uri.EscapeDataString(flow.PspId)}";
        var header = connection.Get(organization, path);
        var answer = await AskAsync(header, ct);
        var (told, fault) = FlussoList.ReadPaymentsCount(answer);
        if (told is not { } expected)
            throw OutboundException.Unreadable(header.Address.Host, fault!);
        using var file = new MemoryStream();
        file.Write("{\"flow\":"u8);
        file.Write(answer.Span);
        file.Write(",\"pages\":["u8);
        for (var (number, count) = (1, 0L); ; number++)
        {
            var call = connection.Get(organization, $"{path}/payments?page={Text(number)}&size={Text(PageSize)}");
            var payments = await AskAsync(call, ct);
            (var place, fault) = FlussoList.ReadPlace(payments);
            if (place is null || (fault = FaultOf(number, place.Number, place.PagesCount, place.PaymentsCount, int.MaxValue)) is not null)
                throw OutboundException.Unreadable(call.Address.Host, fault!);
            // A page too many tells that the rest would not end either; what is only a little wrong is for who takes the flow.
            if ((count += place.PaymentsCount) > expected + PageSize)
                throw OutboundException.Unreadable(call.Address.Host, FdrTexts.TooManyPayments.With(expected));
            if (number > 1)
                file.WriteByte((byte)',');
            file.Write(payments.Span);
            if (number >= place.PagesCount)
                break;
        }
        file.Write("]}"u8);
        return file.ToArray();
    }

    private async Task<ReadOnlyMemory<byte>> AskAsync(OutboundCall call, CancellationToken ct)
    {
        var answer = await client.SendAsync(call, ct);
        ReadOnlyMemory<byte> body = answer.Body;
        return body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body;
    }

    private static Message? FaultOf(int asked, int came, int pages, int items, int pagesMax) =>
        came != 0 && came != asked ? FdrTexts.OtherPage.With(asked, came)
        : pages > pagesMax ? FdrTexts.TooManyPages.With(pages)
        : items == 0 && asked < pages ? FdrTexts.PageEmpty.With(asked, pages)
        : null;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
