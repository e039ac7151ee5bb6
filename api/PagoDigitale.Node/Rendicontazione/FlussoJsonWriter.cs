using System.Globalization;
using System.Text.Json;
using PagoDigitale.Node.Soap;

namespace PagoDigitale.Node.Rendicontazione;

/// <summary>A published revision of a flow, as the REST service for organizations names it.</summary>
public sealed record PublishedFlusso(FlussoRiversamento Header, string PspId, int Revision, DateTimeOffset PublishedAt);

/// <summary>What the REST service for organizations (fdr-org 1.2) answers: for those who play it, and for a flow in one file.</summary>
public static class FlussoJsonWriter
{
    /// <summary>The answer about one revision.</summary>
    public static byte[] WriteFlow(PublishedFlusso flow) => Write(json => Flow(json, flow));

    /// <summary>One page of its payments, from 1.</summary>
    public static byte[] WritePage(IReadOnlyList<FlussoRow> rows, int page, int size)
    {
        var pages = Math.Max(1, (rows.Count + size - 1) / size);
        var before = (int)Math.Min((page - 1L) * size, rows.Count);
        return Write(json => Page(json, rows.Skip(before).Take(size).ToList(), page, size, pages, rows.Count));
    }

    /// <summary>The flow with all its pages, as it is kept and can be uploaded.</summary>
    public static byte[] WriteFile(PublishedFlusso flow, IReadOnlyList<FlussoRow> rows, int size = 1000) =>
        Write(json =>
        {
            json.WriteStartObject();
            json.WritePropertyName("flow");
            Flow(json, flow);
            json.WriteStartArray("pages");
            var pages = rows.Chunk(size).ToList();
            foreach (var (page, i) in pages.Select((p, i) => (p, i)))
                Page(json, page, i + 1, size, pages.Count, rows.Count);
            json.WriteEndArray();
            json.WriteEndObject();
        });

    private static void Flow(Utf8JsonWriter json, PublishedFlusso flow)
    {
        var header = flow.Header;
        json.WriteStartObject();
        json.WriteString("status", "PUBLISHED");
        json.WriteNumber("revision", flow.Revision);
        json.WriteString("created", Instant(flow.PublishedAt));
        json.WriteString("updated", Instant(flow.PublishedAt));
        json.WriteString("published", Instant(flow.PublishedAt));
        json.WriteString("fdr", header.FlussoId);
        json.WriteString("fdrDate", Instant(header.FlussoDateTime));
        json.WriteString("regulation", header.RegulationId);
        json.WriteString("regulationDate", WireTime.FormatDate(header.RegulationDate));
        if (header.BicCode is not null)
            json.WriteString("bicCodePouringBank", header.BicCode);
        json.WriteStartObject("sender");
        json.WriteString("type", TypeOf(header.Sender.Type));
        json.WriteString("id", header.Sender.Code);
        json.WriteString("pspId", flow.PspId);
        json.WriteString("pspName", header.Sender.Name);
        json.WriteEndObject();
        json.WriteStartObject("receiver");
        json.WriteString("id", header.Receiver.Code);
        json.WriteString("organizationId", header.Receiver.Code);
        json.WriteString("organizationName", header.Receiver.Name);
        json.WriteEndObject();
        json.WriteNumber("totPayments", header.PaymentsCount);
        Euro(json, "sumPayments", header.TotalAmountCents);
        json.WriteEndObject();
    }

    private static void Page(Utf8JsonWriter json, IReadOnlyCollection<FlussoRow> rows, int page, int size, int pages, int count)
    {
        json.WriteStartObject();
        json.WriteStartObject("metadata");
        json.WriteNumber("pageSize", size);
        json.WriteNumber("pageNumber", page);
        json.WriteNumber("totPage", pages);
        json.WriteEndObject();
        json.WriteNumber("count", count);
        json.WriteStartArray("data");
        foreach (var row in rows)
            Payment(json, row);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Payment(Utf8JsonWriter json, FlussoRow row)
    {
        json.WriteStartObject();
        json.WriteNumber("index", row.Number);
        json.WriteString("iuv", row.Iuv);
        json.WriteString("iur", row.Iur);
        if (row.TransferIndex is { } transfer)
            json.WriteNumber("idTransfer", transfer);
        Euro(json, "pay", row.AmountCents);
        json.WriteString("payStatus", StatusOf(row.OutcomeCode));
        json.WriteString("payDate", $"{WireTime.FormatDate(row.PaymentDate)}T00:00:00Z");
        json.WriteEndObject();
    }

    private static void Euro(Utf8JsonWriter json, string name, long cents)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(WireAmount.Format(cents));
    }

    private static string Instant(DateTimeOffset instant) =>
        instant.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    private static string TypeOf(string type) =>
        type switch
        {
            "A" => "ABI_CODE",
            "B" => "BIC_CODE",
            _ => "LEGAL_PERSON",
        };

    private static string StatusOf(string outcome) =>
        outcome switch
        {
            FlussoOutcomes.Executed => "EXECUTED",
            FlussoOutcomes.Revoked => "REVOKED",
            FlussoOutcomes.StandIn => "STAND_IN",
            FlussoOutcomes.StandInWithoutRequest => "STAND_IN_NO_RPT",
            FlussoOutcomes.WithoutRequest => "NO_RPT",
            _ => outcome,
        };

    private static byte[] Write(Action<Utf8JsonWriter> write)
    {
        using var content = new MemoryStream();
        using (var json = new Utf8JsonWriter(content))
            write(json);
        return content.ToArray();
    }
}
