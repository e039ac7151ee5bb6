using System.Net;
using System.Text.Json;
using PagoDigitale.Api.Features.Connections.Door;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.Platform.Outbound;

namespace PagoDigitale.Api.Gateways.BizEvents.Door;

/// <summary>A receipt as it came, and what it says.</summary>
public sealed record FoundReceipt(byte[] Content, Receipt Receipt, IReadOnlyList<ReceiptDeviation> Deviations);

/// <summary>Asks pagoPA for a receipt that never came: by its IUR and IUV, one call for one receipt.</summary>
public sealed class BizEventsClient(OutboundClient client)
{
    /// <summary>In production; of the service for tests the host is api.uat.platform.pagopa.it.</summary>
    public const string UsualBaseUrl = "https://api.platform.pagopa.it/bizevents/service/v1";

    /// <summary>What a subscription key is allowed (SANP 3.12, synchronous API, recovery of a receipt).</summary>
    public const int CallsMax = 10;

    /// <summary>60 minutes, and one more: a call is counted when it is made, and by the service when it arrives.</summary>
    public static readonly TimeSpan CallsWindow = TimeSpan.FromMinutes(61);

    /// <returns>Null where the service knows no such receipt of the organization.</returns>
    /// <exception cref="OutboundException">The service gave no receipt that can be read.</exception>
    /// <exception cref="BudgetSpentException">The calls of this hour are made.</exception>
    public async Task<FoundReceipt?> FindAsync(
        CallableConnection connection,
        string organization,
        string iur,
        string iuv,
        CancellationToken ct
    )
    {
        var call = connection.Get(
            organization,
            $"/organizations/{organization}/receipts/{Segment(connection, iur)}/paymentoptions/{Segment(connection, iuv)}"
        );
        call = call with { Budget = CallBudget.OfKey(call, connection.SubscriptionKey, CallsMax, CallsWindow) };
        OutboundAnswer answer;
        try
        {
            answer = await client.SendAsync(call, ct);
        }
        catch (OutboundException failure) when (failure.Status == HttpStatusCode.NotFound && IsOfService(failure.Body))
        {
            return null;
        }
        var reading = JsonReceiptReader.Read(Plain(answer.Body));
        if (!reading.IsOk)
            throw await client.UnreadableAsync(call, answer, reading.Error.Description);
        var (receipt, asked) = (reading.Receipt, (iur, iuv));
        if ((receipt.ReceiptId, receipt.CreditorReferenceId) != asked)
            throw await client.UnreadableAsync(
                call,
                answer,
                BizEventsTexts.OtherReceipt.With(iur, iuv, receipt.ReceiptId, receipt.CreditorReferenceId)
            );
        return new(answer.Body, receipt, reading.Deviations);
    }

    /// <summary>
    /// That it knows no such receipt it says by a problem of its own; another 404 says that nothing answers at this address.
    /// </summary>
    private static bool IsOfService(byte[] body)
    {
        try
        {
            using var problem = JsonDocument.Parse(Plain(body));
            return problem.RootElement.ValueKind == JsonValueKind.Object
                && problem.RootElement.TryGetProperty("status", out var status)
                && status.ValueKind == JsonValueKind.Number
                && status.GetDouble() == (int)HttpStatusCode.NotFound;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Without the mark of UTF-8.</summary>
    private static ReadOnlyMemory<byte> Plain(byte[] body) => body.AsSpan().StartsWith("\uFEFF"u8) ? body.AsMemory(3) : body;

    /// <summary>A name of dots alone would lead to another path, however it is escaped.</summary>
    private static string Segment(CallableConnection connection, string name) =>
        name.Trim('.').Length > 0
            ? Uri.EscapeDataString(name)
            : throw OutboundException.Unreadable(new Uri(connection.BaseUrl).Authority, BizEventsTexts.NoName.With(name));
}
