using System.Text.Json;
using PagoDigitale.Core.Languages;
using PagoDigitale.Node.Soap;

namespace PagoDigitale.Node.Rendicontazione;

/// <summary>A flow in the list of what is published.</summary>
/// <param name="Revision">The newest, as the service counts them.</param>
/// <param name="FlussoDateTime">When its PSP made it.</param>
public sealed record ListedFlusso(string FlussoId, string PspId, int Revision, DateTimeOffset PublishedAt, DateTimeOffset FlussoDateTime);

/// <param name="PagesCount">How many pages the list has, as this one says.</param>
public sealed record FlussoListPage(int Number, int PagesCount, IReadOnlyList<ListedFlusso> Flows);

/// <summary>Which revision a header is of.</summary>
/// <param name="Revision">0 where it does not say.</param>
public sealed record FlussoHead(string FlussoId, int Revision, long PaymentsCount);

/// <summary>Where a page of payments stands among the others, and how many it has.</summary>
/// <param name="Number">0 where it does not say.</param>
/// <param name="PagesCount">0 where it does not say.</param>
public sealed record FlussoPagePlace(int Number, int PagesCount, int PaymentsCount);

/// <summary>Reads the list of flows that the REST service for organizations (fdr-org 1.2) answers.</summary>
public static class FlussoList
{
    private const int FlussoIdLengthMax = 70;
    private const int PspIdLengthMax = 35;

    private static readonly JsonDocumentOptions _options = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    /// <returns>The page; or, where it is none, why.</returns>
    public static (FlussoListPage? Page, Message? Fault) ReadPage(ReadOnlyMemory<byte> json) =>
        Read(
            json,
            root =>
            {
                var metadata = root.Object("metadata");
                return new FlussoListPage(
                    Int(metadata, "pageNumber"),
                    Int(metadata, "totPage"),
                    [.. root.Array("data").Select(item => FlowOf(FlussoJsonFields.Of(item, "data")))]
                );
            }
        );

    /// <returns>Where a page of payments stands; or, where it is none, why.</returns>
    public static (FlussoPagePlace? Place, Message? Fault) ReadPlace(ReadOnlyMemory<byte> json) =>
        Read(
            json,
            root =>
            {
                var metadata = root.Object("metadata");
                return new FlussoPagePlace(
                    OptionalInt(metadata, "pageNumber"),
                    OptionalInt(metadata, "totPage"),
                    root.Array("data").Count()
                );
            }
        );

    /// <returns>What the header of a revision says of itself; or, where it is none, why.</returns>
    public static (FlussoHead? Head, Message? Fault) ReadHead(ReadOnlyMemory<byte> json) =>
        Read(json, root => new FlussoHead(root.Code("fdr"), OptionalInt(root, "revision"), root.Number("totPayments")));

    private static (T? Value, Message? Fault) Read<T>(ReadOnlyMemory<byte> json, Func<FlussoJsonFields, T> read)
        where T : class
    {
        try
        {
            using var document = JsonDocument.Parse(json, _options);
            return (read(FlussoJsonFields.Of(document.RootElement, "body")), null);
        }
        catch (WireFormatException refusal)
        {
            return (null, refusal.ToError().Description);
        }
        catch (InvalidOperationException)
        {
            return (null, FlussoTexts.NamesNotUnicode);
        }
        catch (JsonException failure)
        {
            return (null, FlussoTexts.NotJson.With((failure.LineNumber ?? 0) + 1, (failure.BytePositionInLine ?? 0) + 1));
        }
    }

    private static ListedFlusso FlowOf(FlussoJsonFields flow)
    {
        var (id, psp) = (flow.Code("fdr"), flow.Code("pspId"));
        if (id.Length > FlussoIdLengthMax)
            throw WireFormatException.Of("data/fdr", WireTexts.TooLong.With(FlussoIdLengthMax));
        if (psp.Length > PspIdLengthMax)
            throw WireFormatException.Of("data/pspId", WireTexts.TooLong.With(PspIdLengthMax));
        return new(id, psp, Int(flow, "revision"), InstantOf(flow, "published"), InstantOf(flow, "flowDate"));
    }

    /// <summary>No flow is of before pagoPA or of another century; days are counted from it.</summary>
    private static DateTimeOffset InstantOf(FlussoJsonFields flow, string name) =>
        flow.Instant(name) is { Year: >= 2000 and <= 2100 } instant
            ? instant
            : throw WireFormatException.Of($"data/{name}", FlussoTexts.NotInstant);

    private static int OptionalInt(FlussoJsonFields fields, string name) => fields.Optional(name) is null ? 0 : Int(fields, name);

    private static int Int(FlussoJsonFields fields, string name) =>
        fields.Number(name) is var number and <= int.MaxValue ? (int)number : throw WireFormatException.Of(name, FlussoTexts.NotNumber);
}
