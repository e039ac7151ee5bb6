using System.Diagnostics;
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

    /// <summary>A hundred thousand flows of a month: nobody has so many.</summary>
    private const int ListPagesMax = 100;

    /// <summary>A flow of a million payments has a fifth of it.</summary>
    private const long FileBytesMax = 512L * 1024 * 1024;

    /// <summary>For all pages of one thing.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>All that is published: of the last month, each flow with its newest revision.</summary>
    /// <exception cref="OutboundException">The service gave no list.</exception>
    public async Task<List<ListedFlusso>> ListAsync(CallableConnection connection, string organization, CancellationToken ct)
    {
        var (flows, begun) = (new List<ListedFlusso>(), Stopwatch.GetTimestamp());
        for (var number = 1; ; number++)
        {
            var call = connection.Get(organization, $"/organizations/{organization}/fdrs?page={Text(number)}&size={Text(PageSize)}");
            var answer = await client.SendAsync(call, ct);
            var (page, fault) = FlussoList.ReadPage(Plain(answer));
            if (page is null || (fault = FaultOf(number, page.Number, page.PagesCount, page.Flows.Count, ListPagesMax)) is not null)
                throw await client.UnreadableAsync(call, answer, fault!);
            flows.AddRange(page.Flows);
            if (number < page.PagesCount && Stopwatch.GetElapsedTime(begun) > Patience)
                throw await client.UnreadableAsync(call, answer, FdrTexts.TooSlow.With((int)Patience.TotalMinutes));
            if (number >= page.PagesCount)
                return flows;
        }
    }

    /// <summary>One flow as one file: its header and all pages, each as it came.</summary>
    /// <exception cref="OutboundException">The service did not give all of it.</exception>
    public async Task<byte[]> FetchAsync(CallableConnection connection, string organization, ListedFlusso flow, CancellationToken ct)
    {
        var path =
            $"/organizations/{organization}/fdrs/{Segment(connection, flow.FlussoId)}/revisions/{Text(flow.Revision)}"
            + $"/psps/{Segment(connection, flow.PspId)}";
        var begun = Stopwatch.GetTimestamp();
        var header = connection.Get(organization, path);
        var answer = await client.SendAsync(header, ct);
        var (head, fault) = FlussoList.ReadHead(Plain(answer));
        if (head is null || (fault = OtherThan(flow, head)) is not null)
            throw await client.UnreadableAsync(header, answer, fault!);
        var expected = head.PaymentsCount;
        using var file = new MemoryStream();
        file.Write("{\"flow\":"u8);
        file.Write(Plain(answer).Span);
        file.Write(",\"pages\":["u8);
        for (var (number, count) = (1, 0L); ; number++)
        {
            var call = connection.Get(organization, $"{path}/payments?page={Text(number)}&size={Text(PageSize)}");
            var payments = await client.SendAsync(call, ct);
            (var place, fault) = FlussoList.ReadPlace(Plain(payments));
            if (place is null || (fault = FaultOf(number, place.Number, place.PagesCount, place.PaymentsCount, int.MaxValue)) is not null)
                throw await client.UnreadableAsync(call, payments, fault!);
            // A page too many tells that the rest would not end either; what is only a little wrong is for who takes the flow.
            if ((count += place.PaymentsCount) > expected + PageSize)
                throw await client.UnreadableAsync(call, payments, FdrTexts.TooManyPayments.With(expected));
            if (file.Length + payments.Body.Length > FileBytesMax)
                throw OutboundException.TooLarge(call.Address.Authority, FileBytesMax);
            if (number < place.PagesCount && Stopwatch.GetElapsedTime(begun) > Patience)
                throw await client.UnreadableAsync(call, payments, FdrTexts.TooSlow.With((int)Patience.TotalMinutes));
            if (number > 1)
                file.WriteByte((byte)',');
            file.Write(Plain(payments).Span);
            if (number >= place.PagesCount)
                break;
        }
        file.Write("]}"u8);
        return file.ToArray();
    }

    /// <summary>Without the mark of UTF-8, which would stand in the middle of the file.</summary>
    private static ReadOnlyMemory<byte> Plain(OutboundAnswer answer) =>
        answer.Body.AsSpan().StartsWith("\uFEFF"u8) ? answer.Body.AsMemory(3) : answer.Body;

    private static Message? OtherThan(ListedFlusso flow, FlussoHead head) =>
        head.FlussoId != flow.FlussoId || (head.Revision != 0 && head.Revision != flow.Revision)
            ? FdrTexts.OtherFlow.With(flow.FlussoId, flow.Revision, head.FlussoId, head.Revision)
            : null;

    /// <summary>A name of dots alone would lead to another path, however it is escaped.</summary>
    private static string Segment(CallableConnection connection, string name) =>
        name.Trim('.').Length > 0
            ? Uri.EscapeDataString(name)
            : throw OutboundException.Unreadable(new Uri(connection.BaseUrl).Authority, FdrTexts.NoName.With(name));

    private static Message? FaultOf(int asked, int came, int pages, int items, int pagesMax) =>
        came != 0 && came != asked ? FdrTexts.OtherPage.With(asked, came)
        : pages > pagesMax ? FdrTexts.TooManyPages.With(pages)
        : items == 0 && asked < pages ? FdrTexts.PageEmpty.With(asked, pages)
        : null;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
