using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Npgsql;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Idempotency;
using PagoDigitale.Platform.RateLimits;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Security;
using PagoDigitale.Platform.Standby;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Platform.Http.Frame;

/// <summary>
/// The frame around every operation: who may → is there room → which tenant → is the input right → was it done before → is the
/// organization active → do it → keep the answer and the log entry → commit. A refusal rolls everything back. The connection is
/// given back before the first byte of the answer leaves: how fast a client reads is no matter of the database.
/// </summary>
public sealed class OperationFilter(
    OperationAttribute operation,
    TenantSession session,
    AppDataSource source,
    Turnstiles turnstiles,
    StandbyReads standby,
    ITenantRegistry registry,
    IdentifierKinds identifiers,
    IdempotencyStore idempotency,
    OperationJournal journal,
    ILogger<OperationFilter> log
) : IAsyncAuthorizationFilter, IAsyncActionFilter
{
    private string _organization = TenantSession.Platform;

    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        var http = context.HttpContext;
        (_organization, var refused) = Authorization.Check(operation, http);
        if (refused is not { } refusal)
            return;
        context.Result = ProblemResult(refusal, http);
        if (refusal.Kind == ErrorKind.Unauthorized)
            http.Response.Headers.WWWAuthenticate = "Bearer";
        if (Caller.Of(http) is not null)
            await journal.RecordAsync(_organization, context.ActionDescriptor, http, ErrorStatus.Of(refusal.Kind), refusal.Code);
    }

    public async Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
    {
        try
        {
            await EnterAsync(context, next);
        }
        // Noted when it is known how it ends: it is read again from the primary.
        catch (Exception failure) when (session.IsOnStandby && DatabaseFailure.IsOfServer(failure))
        {
            throw standby.Lost(failure);
        }
        // Before the action or after it: no connection to be had, a commit that failed.
        catch (Exception failure) when (failure is not RefusedException)
        {
            await journal.RecordFailureAsync(_organization, context.ActionDescriptor, context.HttpContext, failure);
            throw;
        }
    }

    private async Task EnterAsync(ActionExecutingContext context, ActionExecutionDelegate next)
    {
        if (await RefuseDownloadAsync(context.HttpContext) is { } tooMany)
        {
            await RefuseAsync(context, tooMany);
            return;
        }
        if (operation.MayReadStandby && !ReadAgain.Is(context.HttpContext) && await RunOnStandbyAsync(context, next))
            return;
        // Not before the body is read: a slow upload must hold neither a place nor a database connection.
        var (turnstile, pool) = operation.IsDownload ? (turnstiles.Readings, source.Work) : (turnstiles.Calls, source.Interactive);
        using var place = await EnterAsync(turnstile, context);
        if (place is null)
            return;
        await using var transaction = session;
        if (operation is { MayReadStandby: true, IsDownload: false } && HttpMethods.IsGet(context.HttpContext.Request.Method))
            await session.BeginApartAsync(_organization, pool, context.HttpContext.RequestAborted);
        else
            await session.BeginAsync(_organization, pool, context.HttpContext.RequestAborted);
        await RunAsync(context, next);
    }

    /// <returns>Whether that was all; otherwise the primary is asked.</returns>
    private async Task<bool> RunOnStandbyAsync(ActionExecutingContext context, ActionExecutionDelegate next)
    {
        if (!standby.IsOpen)
        {
            standby.Passed();
            return false;
        }
        using var place = await EnterAsync(turnstiles.Standby!, context);
        if (place is null)
            return true;
        await using var transaction = session;
        if (!await standby.TryBeginAsync(session, _organization, context.HttpContext.RequestAborted))
            return false;
        await RunAsync(context, next);
        return true;
    }

    /// <returns>Null when there is no room, which is answered then.</returns>
    private async Task<IDisposable?> EnterAsync(Turnstile turnstile, ActionExecutingContext context)
    {
        var http = context.HttpContext;
        var entered = await turnstile.EnterAsync(Tenant(http), Caller.Of(http)!.ClientId, http.RequestAborted);
        if (entered.Error is { } full)
            await RefuseAsync(context, full);
        return entered.Value;
    }

    /// <summary>In a session that has begun.</summary>
    private async Task RunAsync(ActionExecutingContext context, ActionExecutionDelegate next)
    {
        var ct = context.HttpContext.RequestAborted;
        var invalid =
            identifiers.Check(context.HttpContext)
            ?? await OrganizationState.CheckKnownAsync(registry, session, ct)
            ?? await OperationInput.CheckAsync(context, ct);
        if (invalid is not null)
        {
            await RefuseAsync(context, invalid);
            return;
        }
        var clientId = Caller.Of(context.HttpContext)!.ClientId;
        var operationId = OperationJournal.OperationId(context.ActionDescriptor);
        var key = await IdempotentRequest.ReadAsync(context.HttpContext, clientId, operationId);
        if (key is not null && await ReplayAsync(context, key, ct))
            return;
        // After the repetitions: what was done while the organization was active keeps its answer.
        if (operation.NeedsActiveOrganization && await OrganizationState.CheckActiveAsync(registry, session, ct) is { } inactive)
        {
            await RefuseAsync(context, inactive);
            return;
        }
        var executed = await next();
        if (executed.Exception is not { } failure)
        {
            await FinishAsync(executed, key, ct);
            return;
        }
        // After the connection broke, what fails next fails for whatever reason it finds.
        if (session.IsBroken && FailureHandling.Translate(failure) is null)
            executed.Exception = failure = new DatabaseLostException(failure);
        if (session.IsOnStandby && DatabaseFailure.IsOfServer(failure))
        {
            executed.Exception = standby.Lost(failure);
            return;
        }
        await journal.RecordFailureAsync(_organization, context.ActionDescriptor, context.HttpContext, failure);
    }

    /// <summary>The place is kept until the last byte has gone: what a slow reader holds counts, too.</summary>
    private async Task<ApiError?> RefuseDownloadAsync(HttpContext http)
    {
        // Read again, it has its place already.
        if (!operation.IsDownload || ReadAgain.Is(http))
            return null;
        var entered = await turnstiles.Downloads.EnterAsync(Tenant(http), Caller.Of(http)!.ClientId, http.RequestAborted);
        if (entered.Value is { } place)
            http.Response.RegisterForDispose(place);
        return entered.Error;
    }

    /// <summary>The platform itself is no tenant: there each client counts for itself.</summary>
    private string Tenant(HttpContext http) =>
        _organization == TenantSession.Platform ? $"{_organization}/{Caller.Of(http)!.ClientId}" : _organization;

    private async Task RefuseAsync(ActionExecutingContext context, ApiError error)
    {
        context.Result = ProblemResult(error, context.HttpContext);
        await journal.RecordAsync(_organization, context.ActionDescriptor, context.HttpContext, ErrorStatus.Of(error.Kind), error.Code);
    }

    /// <summary>What was done under this key before is answered again, byte for byte.</summary>
    private async Task<bool> ReplayAsync(ActionExecutingContext context, IdempotentRequest key, CancellationToken ct)
    {
        var claim = key.Refusal is { } refusal
            ? refusal
            : await idempotency.ClaimAsync(key.ClientId, key.Key, key.OperationId, key.InputHash, ct);
        if (claim.Error is { } error)
        {
            await RefuseAsync(context, error);
            return true;
        }
        if (claim.Value is not { } kept)
            return false;
        context.HttpContext.Response.Headers[IdempotencyStore.ReplayedHeader] = "true";
        context.Result = new KeptAnswerResult(kept);
        await journal.RecordAsync(_organization, context.ActionDescriptor, context.HttpContext, kept.Status);
        return true;
    }

    private async Task FinishAsync(ActionExecutedContext executed, IdempotentRequest? key, CancellationToken ct)
    {
        var (action, http) = (executed.ActionDescriptor, executed.HttpContext);
        var status = StatusOf(executed.Result, http);
        if (status >= 400 || HttpMethods.IsGet(http.Request.Method))
        {
            // Nothing is to be kept: the connection goes back while the entry is written, which no answer leaves before.
            var released = session.DisposeAsync().AsTask();
            var noted = journal.RecordAsync(
                _organization,
                action,
                http,
                status,
                ((executed.Result as ObjectResult)?.Value as Problem)?.Code
            );
            await Task.WhenAll(noted, released);
            return;
        }
        if (key is not null)
        {
            var kept = KeptAnswerResult.Capture(executed.Result, http, status);
            await idempotency.KeepAsync(key.ClientId, key.Key, kept, ct);
            // What is kept is what is sent: the first answer and its repetitions are the same bytes.
            executed.Result = new KeptAnswerResult(kept);
        }
        await journal.CommitAsync(session, _organization, action, http, status, ct);
        log.LogDebug("{Operation} committed for {Organization}", OperationJournal.OperationId(action), _organization);
    }

    private static int StatusOf(IActionResult? result, HttpContext http) =>
        result switch
        {
            ObjectResult { StatusCode: { } status } => status,
            StatusCodeResult { StatusCode: var status } => status,
            _ => http.Response.StatusCode,
        };

    private static ObjectResult ProblemResult(ApiError error, HttpContext http)
    {
        RetryAfter.Tell(http, error);
        return new(Problem.From(error, http)) { StatusCode = ErrorStatus.Of(error.Kind), ContentTypes = { Problem.MediaType } };
    }
}
