using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.Platform.ActivityLog;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.RateLimits;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Telemetry;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Gateways.PagoPa.Options;

/// <summary>
/// The payment-options service (SANP, payment options): all ways of paying the position that a notice belongs to. The page of the SANP has
/// GET and the published specification POST, without a body; both are answered. Refusals are codes ODP-101 to ODP-111. What broke here is
/// ODP-103 with HTTP 500, on which a PSP falls back to paVerifyPaymentNotice.
/// </summary>
public sealed class PaymentOptionsEndpoint(
    NodeAccess access,
    IServiceScopeFactory scopes,
    AppDataSource source,
    Turnstiles turnstiles,
    ActivityWriter activity,
    TimeProvider clock,
    ILogger<PaymentOptionsEndpoint> log
)
{
    public const string Path = "/node/{station}/payment-options/organizations/{organization}/notices/{noticeNumber}";

    private const string Primitive = "paymentOptions";

    private static readonly SqlText _read = SqlText.Statement(
        typeof(PaymentOptionsEndpoint),
        "OptionsOfNotice.sql",
        ("options_max", $"{PaymentOptions.OptionsMax}")
    );

    public async Task InvokeAsync(HttpContext http)
    {
        if (access.Refuse(http) is { } refused)
        {
            http.Response.StatusCode = refused;
            return;
        }
        var started = clock.GetTimestamp();
        var asked = new Question(Route(http, "station"), Route(http, "organization"), Route(http, "noticeNumber"));
        var (facts, fault) = await AskAsync(asked, http.RequestAborted);
        var status = fault?.Status ?? StatusCodes.Status200OK;
        Count(fault, clock.GetElapsedTime(started));
        try
        {
            await activity.RecordAsync(EntryOf(http, asked, facts, fault, status), waitsForDisk: false);
        }
        catch (RefusedException)
        {
            // Logged by the writer. What is not noted is not answered.
            fault = PaymentOptionsFault.Broken;
        }
        if (http.RequestAborted.IsCancellationRequested)
            return;
        http.Response.StatusCode = fault?.Status ?? StatusCodes.Status200OK;
        await http.Response.WriteAsJsonAsync<object>(
            fault is null ? OfferedOptions.AnswerOf(facts!, RomeTime.LegalDate(clock.GetUtcNow())) : ErrorOf(fault),
            ApiJson.Options,
            http.RequestAborted
        );
    }

    private async Task<(OptionFacts?, PaymentOptionsFault?)> AskAsync(Question asked, CancellationToken ct)
    {
        if (!StationChecks.IsFiscalCode(asked.Organization))
            return (null, PaymentOptionsFault.Of(PaFaultCodes.IdDominioErrato));
        if (!NoticeNumber.TryParse(asked.NoticeNumber, out _))
            return (null, PaymentOptionsFault.Syntax);
        try
        {
            var facts = await ReadAsync(asked, ct);
            return OfferedOptions.FaultOf(facts, RomeTime.LegalDate(clock.GetUtcNow())) is { } fault
                ? (facts, PaymentOptionsFault.Of(fault))
                : (facts, null);
        }
        catch (Exception error)
        {
            if (!ct.IsCancellationRequested)
                log.LogError(error, "A question about payment options could not be answered");
            return (null, PaymentOptionsFault.Broken);
        }
    }

    private async Task<OptionFacts?> ReadAsync(Question asked, CancellationToken ct)
    {
        var entered = await turnstiles.Questions.EnterAsync(asked.Organization, null, ct);
        if (entered.Error is { } full)
            throw new RefusedException(full);
        using var place = entered.Value!;
        await using var scope = scopes.CreateAsyncScope();
        var session = scope.ServiceProvider.GetRequiredService<TenantSession>();
        await session.BeginApartAsync(asked.Organization, source.Questions, ct);
        var rows = await session.QueryAsync(
            _read,
            r =>
                (
                    Facts: new OptionFacts(asked.Organization, r.GetString(0), r.GetBoolean(1), r.GetBoolean(2), null),
                    Description: r.IsDBNull(3) ? null : r.GetString(3),
                    State: r.IsDBNull(4) ? (PositionState?)null : StateText.Parse<PositionState>(r.GetString(4)),
                    Part: r.IsDBNull(5) ? null : OfferedPart.Read(r)
                ),
            ct,
            asked.Organization,
            asked.Station,
            asked.NoticeNumber
        );
        return rows.Count == 0 ? null
            : rows[0] is { Part: null } or { State: null } ? rows[0].Facts
            : rows[0].Facts with { Position = new(rows[0].Description!, rows[0].State!.Value, [.. rows.Select(r => r.Part!)]) };
    }

    private ActivityEntry EntryOf(HttpContext http, Question asked, OptionFacts? facts, PaymentOptionsFault? fault, int status)
    {
        var now = clock.GetUtcNow();
        return new(
            facts is null ? TenantSession.Platform : asked.Organization,
            Guid.CreateVersion7(now),
            now,
            NodeJournal.Actor,
            Primitive,
            http.Request.Method,
            ActivityEntry.Cut(http.Request.Path, ActivityEntry.PathLengthMax)!,
            status,
            fault is null ? "succeeded"
                : status == StatusCodes.Status500InternalServerError ? "failed"
                : "refused",
            Problem.CurrentTraceId(http),
            ActivityEntry.Cut(asked.NoticeNumber, ActivityEntry.ResourceLengthMax),
            fault?.Fault
        );
    }

    private static void Count(PaymentOptionsFault? fault, TimeSpan duration)
    {
        KeyValuePair<string, object?> primitive = new("primitive", Primitive),
            outcome = new("outcome", fault?.Fault ?? "OK");
        PagoTelemetry.NodeCalls.Add(1, primitive, outcome);
        PagoTelemetry.NodeDuration.Record(duration.TotalSeconds, primitive, outcome);
    }

    private PaymentOptionsError ErrorOf(PaymentOptionsFault fault)
    {
        var now = clock.GetUtcNow();
        return new(
            fault.Status,
            ReasonPhrases.GetReasonPhrase(fault.Status),
            $"{fault.Fault} {fault.Message}",
            fault.Code,
            now.ToUnixTimeSeconds(),
            RomeTime.At(now).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)
        );
    }

    private static string Route(HttpContext http, string name) => (string)http.Request.RouteValues[name]!;

    private sealed record Question(string Station, string Organization, string NoticeNumber);
}
