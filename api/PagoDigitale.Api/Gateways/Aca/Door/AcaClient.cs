using System.Net;
using System.Text.Json;
using PagoDigitale.Api.Features.Connections.Door;
using PagoDigitale.Core.Languages;
using PagoDigitale.Platform.Outbound;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Gateways.Aca.Door;

/// <summary>What came of telling the archive of a notice.</summary>
public enum AcaWord
{
    /// <summary>It has what it was told; of one that was to be closed also where it had closed it before.</summary>
    Taken,

    /// <summary>It was to close what it never had.</summary>
    Unknown,

    /// <summary>It closed the notice before and takes nothing of it any more (pagopa/pagopa-api #1044).</summary>
    Closed,

    /// <summary>It will not have this of the notice, and would not have it next time.</summary>
    Refused,
}

/// <param name="Why">Of what was refused.</param>
public readonly record struct AcaAnswer(AcaWord Word, Failure? Why = null);

/// <summary>Tells the archive of a notice.</summary>
public sealed class AcaClient(OutboundClient client)
{
    /// <summary>In production; of the service for tests the host is api.uat.platform.pagopa.it.</summary>
    public const string UsualBaseUrl = "https://api.platform.pagopa.it/aca/v1";

    /// <summary>The title of a 409 about a notice that is closed; any other 409 is about its IUV.</summary>
    private const string ClosedTitle = "Unauthorized action";

    /// <param name="body">The position, as <see cref="BodyOf"/> writes it.</param>
    /// <param name="batch">With which its exchanges are kept.</param>
    /// <exception cref="OutboundException">The archive gave no answer that says anything of the notice.</exception>
    public async Task<AcaAnswer> TellAsync(
        CallableConnection connection,
        string organization,
        AcaPosition position,
        ReadOnlyMemory<byte> body,
        ExchangeBatch batch,
        CancellationToken ct
    )
    {
        var call = connection.Post(organization, "/paCreatePosition", body) with { Batch = batch };
        OutboundAnswer answer;
        try
        {
            answer = await client.SendAsync(call, ct);
        }
        catch (OutboundException refused)
            when (refused.Status is HttpStatusCode.BadRequest or HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity)
        {
            return WordOf(position, refused);
        }
        if (FaultOf(position, answer.Body) is { } fault)
            throw await client.UnreadableAsync(call, answer, fault);
        return new(AcaWord.Taken);
    }

    public static byte[] BodyOf(AcaPosition position) => JsonSerializer.SerializeToUtf8Bytes(position, AcaJson.Default.AcaPosition);

    private static AcaAnswer WordOf(AcaPosition position, OutboundException refused)
    {
        var closes = position.Amount == 0;
        if (refused.Status == HttpStatusCode.Conflict && TitleOf(refused.Body) == ClosedTitle)
            return new(closes ? AcaWord.Taken : AcaWord.Closed, refused.Told);
        return closes && refused.Status == HttpStatusCode.UnprocessableEntity ? new(AcaWord.Unknown) : new(AcaWord.Refused, refused.Told);
    }

    private static string? TitleOf(byte[] body)
    {
        try
        {
            using var problem = JsonDocument.Parse(body);
            return
                problem.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("title", out var title)
                && title.ValueKind == JsonValueKind.String
                ? title.GetString()
                : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // No problem that says why, or text that is none: then it is any refusal.
            return null;
        }
    }

    /// <summary>It answers what it has now: another notice, or another amount, is an error that calls itself a success.</summary>
    private static Message? FaultOf(AcaPosition told, byte[] body)
    {
        try
        {
            using var answer = JsonDocument.Parse(body);
            if (answer.RootElement is not { ValueKind: JsonValueKind.Object } has)
                return AcaTexts.NotAccepted.With();
            var nav = has.TryGetProperty("nav", out var named) && named.ValueKind == JsonValueKind.String ? named.GetString() : null;
            var amount =
                has.TryGetProperty("amount", out var cents) && cents.ValueKind == JsonValueKind.Number && cents.TryGetInt64(out var value)
                    ? value
                    : (long?)null;
            return nav is null && amount is null ? AcaTexts.NoNotice.With()
                : nav is not null && nav != told.Nav ? AcaTexts.OtherNotice.With(told.Nav, nav)
                : amount is { } came && came != told.Amount ? AcaTexts.OtherAmount.With(came, told.Amount)
                : null;
        }
        // Text of half a character is found when it is read.
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return AcaTexts.NotAccepted.With();
        }
    }
}
