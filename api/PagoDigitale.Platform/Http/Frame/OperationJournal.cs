using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Controllers;
using PagoDigitale.Platform.ActivityLog;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Security;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Platform.Http.Frame;

/// <summary>What was asked and what became of it: each call leaves one entry in the log, whatever its end.</summary>
public sealed class OperationJournal(ActivityWriter activity, TimeProvider clock)
{
    public static string OperationId(ActionDescriptor action)
    {
        var name = ((ControllerActionDescriptor)action).ActionName;
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    public Task RecordAsync(string organization, ActionDescriptor action, HttpContext http, int status, string? code = null) =>
        activity.RecordAsync(Entry(organization, action, http, status, code));

    /// <summary>Before or after the action: no connection to be had, a commit that failed, a bug.</summary>
    public async Task RecordFailureAsync(string organization, ActionDescriptor action, HttpContext http, Exception failure)
    {
        var known = FailureHandling.Translate(failure);
        var status = known is null ? 500 : ErrorStatus.Of(known.Kind);
        var entry = Entry(organization, action, http, status, known?.Code ?? Problem.UnexpectedCode);
        try
        {
            await activity.RecordAsync(entry, otherwise: entry);
        }
        catch (RefusedException)
        {
            // Logged where it happened. The call fails for a reason of its own, which is the one to tell.
        }
    }

    /// <summary>Commits the change and its entry together; the entry gets its place in the chain afterwards.</summary>
    public async Task CommitAsync(
        TenantSession session,
        string organization,
        ActionDescriptor action,
        HttpContext http,
        int status,
        CancellationToken ct
    )
    {
        var entry = Entry(organization, action, http, status);
        await ActivityWriter.WriteAsync(session, entry, ct);
        await session.CommitAsync(ct);
        await activity.PlaceAsync(entry.Organization);
    }

    private ActivityEntry Entry(string organization, ActionDescriptor action, HttpContext http, int status, string? code = null)
    {
        var now = clock.GetUtcNow();
        return new(
            organization,
            Guid.CreateVersion7(now),
            now,
            Caller.Of(http)?.ClientId,
            OperationId(action),
            http.Request.Method,
            ActivityEntry.Cut(http.Request.Path, ActivityEntry.PathLengthMax)!,
            status,
            ActivityEntry.OutcomeOf(status),
            Problem.CurrentTraceId(http),
            ActivityEntry.Cut(ActivityResource.Of(http), ActivityEntry.ResourceLengthMax),
            ActivityEntry.Cut(code, ActivityEntry.CodeLengthMax),
            ActivityReason.Of(http)
        );
    }
}
