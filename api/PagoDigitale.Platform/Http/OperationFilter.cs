using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Filters;
using Npgsql;
using PagoDigitale.Platform.ActivityLog;
using PagoDigitale.Platform.Concurrency;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Idempotency;
using PagoDigitale.Platform.RateLimits;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Security;
using PagoDigitale.Platform.Tenancy;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Platform.Http;

/// <summary>
/// The frame around every operation: who may → which tenant → is there room → is the input right → was it done before → do it →
/// keep the answer and the log entry → commit. A refusal rolls everything back. The connection is given back before the first
/// byte of the answer leaves: how fast a client reads is no matter of the database.
/// </summary>
public sealed class OperationFilter(
    OperationAttribute operation,
    TenantSession session,
    AppDataSource source,
    Turnstiles turnstiles,
    IdempotencyStore idempotency,
    ActivityWriter activity,
    TimeProvider clock,
    ILogger<OperationFilter> log
) : IAsyncAuthorizationFilter, IAsyncActionFilter
{
    private string _organization = TenantSession.Platform;

    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        var http = context.HttpContext;
        if (Authorize(http) is not { } refusal)
            return;
        context.Result = ProblemResult(refusal, http);
        if (refusal.Kind == ErrorKind.Unauthorized)
            http.Response.Headers.WWWAuthenticate = "Bearer";
        if (Caller.Of(http) is not null)
            await activity.RecordAsync(Entry(context.ActionDescriptor, http, ErrorStatus.Of(refusal.Kind), refusal.Code));
    }

    public async Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
    {
        try
        {
            await EnterAsync(context, next);
        }
        // Before the action or after it: no connection to be had, a commit that failed.
        catch (Exception failure) when (failure is not RefusedException)
        {
            await NoteFailureAsync(context, failure);
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
        // Not before the body is read: a slow upload must hold neither a place nor a database connection.
        var (turnstile, pool) = operation.IsDownload ? (turnstiles.Readings, source.Work) : (turnstiles.Calls, source.Interactive);
        var entered = await turnstile.EnterAsync(
            Tenant(context.HttpContext),
            Caller.Of(context.HttpContext)!.ClientId,
            context.HttpContext.RequestAborted
        );
        if (entered.Error is { } full)
        {
            await RefuseAsync(context, full);
            return;
        }
        using var place = entered.Value!;
        await RunAsync(context, next, pool);
    }

    private async Task RunAsync(ActionExecutingContext context, ActionExecutionDelegate next, NpgsqlDataSource pool)
    {
        await using var transaction = session;
        var http = context.HttpContext;
        var ct = http.RequestAborted;
        await session.BeginAsync(_organization, pool, ct);
        if ((await FindOrganizationAsync(ct) ?? await CheckInputAsync(context, ct)) is { } invalid)
        {
            await RefuseAsync(context, invalid);
            return;
        }
        var key = await IdempotentRequest.ReadAsync(http, Caller.Of(http)!.ClientId, OperationId(context.ActionDescriptor));
        if (key is not null && await ReplayAsync(context, key, ct))
            return;
        // After the repetitions: what was done while the organization was active keeps its answer.
        if (operation.NeedsActiveOrganization && await FindInactivityAsync(ct) is { } inactive)
        {
            await RefuseAsync(context, inactive);
            return;
        }
        var executed = await next();
        if (executed.Exception is { } failure)
        {
            // After the connection broke, what fails next fails for whatever reason it finds.
            if (session.IsBroken && FailureHandling.Translate(failure) is null)
                executed.Exception = failure = new DatabaseLostException(failure);
            await NoteFailureAsync(context, failure);
            return;
        }
        await FinishAsync(executed, key, ct);
    }

    private async Task NoteFailureAsync(ActionExecutingContext context, Exception failure)
    {
        var known = FailureHandling.Translate(failure);
        var entry = Entry(
            context.ActionDescriptor,
            context.HttpContext,
            known is null ? 500 : ErrorStatus.Of(known.Kind),
            known?.Code ?? Problem.UnexpectedCode
        );
        try
        {
            await activity.RecordAsync(entry, otherwise: entry);
        }
        catch (RefusedException)
        {
            // Logged where it happened. The call fails for a reason of its own, which is the one to tell.
        }
    }

    private ApiError? Authorize(HttpContext http)
    {
        if (Caller.Of(http) is not { } caller)
            return BearerAuthentication.Refuse(http);
        if (http.Request.RouteValues.TryGetValue("organization", out var value) && value is string organization)
        {
            if (!caller.MayActFor(organization))
                return new(
                    ErrorKind.Forbidden,
                    "organization-not-allowed",
                    "This client does not act for that organization",
                    $"The client '{caller.ClientId}' is not bound to organization {organization}."
                );
            // The platform's own name is no organization's: under it an operation on tenants would run as the platform.
            if (organization == TenantSession.Platform)
                return UnknownOrganization(organization);
            _organization = organization;
        }
        else if (operation.Scope is not null && !caller.ReachesEveryOrganization && !operation.LooksAtBinding)
            return new(
                ErrorKind.Forbidden,
                "organization-not-allowed",
                "This client acts for single organizations",
                $"The operation is the platform's, and the client '{caller.ClientId}' is bound to organizations: use a client that acts for every organization."
            );
        return operation.Scope is null || caller.HasScope(operation.Scope)
            ? null
            : new(ErrorKind.Forbidden, "scope-missing", "The token lacks a scope", $"This operation needs the scope '{operation.Scope}'.");
    }

    /// <summary>The place is kept until the last byte has gone: what a slow reader holds counts, too.</summary>
    private async Task<ApiError?> RefuseDownloadAsync(HttpContext http)
    {
        if (!operation.IsDownload)
            return null;
        var entered = await turnstiles.Downloads.EnterAsync(Tenant(http), Caller.Of(http)!.ClientId, http.RequestAborted);
        if (entered.Value is { } place)
            http.Response.RegisterForDispose(place);
        return entered.Error;
    }

    /// <summary>The platform itself is no tenant: there each client counts for itself.</summary>
    private string Tenant(HttpContext http) =>
        _organization == TenantSession.Platform ? $"{_organization}/{Caller.Of(http)!.ClientId}" : _organization;

    private async Task<ApiError?> FindOrganizationAsync(CancellationToken ct) =>
        _organization == TenantSession.Platform
        || await session.ScalarAsync<bool>("SELECT EXISTS (SELECT FROM organizations WHERE organization_id = $1)", ct, _organization)
            ? null
            : UnknownOrganization(_organization);

    private static ApiError UnknownOrganization(string organization) =>
        new(
            ErrorKind.NotFound,
            "organization-not-found",
            "Organization not found",
            $"There is no organization {organization} on this platform."
        );

    private async Task<ApiError?> FindInactivityAsync(CancellationToken ct) =>
        await session.ScalarAsync<bool>("SELECT is_active FROM organizations WHERE organization_id = $1", ct, _organization)
            ? null
            : ApiError.Conflict(
                "organization-inactive",
                "The organization is not active",
                $"Organization {_organization} creates nothing and makes no debt payable while it is inactive. Make it active again with PATCH (isActive: true), then repeat the call."
            );

    private async Task RefuseAsync(ActionExecutingContext context, ApiError error)
    {
        context.Result = ProblemResult(error, context.HttpContext);
        await activity.RecordAsync(Entry(context.ActionDescriptor, context.HttpContext, ErrorStatus.Of(error.Kind), error.Code));
    }

    private static async Task<ApiError?> CheckInputAsync(ActionExecutingContext context, CancellationToken ct)
    {
        if (QueryParameters.Check(context) is { } query)
            return query;
        if (!context.ModelState.IsValid)
            return await MalformedInput.FromAsync(context.ModelState, context.HttpContext, ct);
        var (nulls, faults) = await JsonBodyTexts.CheckAsync(context.HttpContext, ct);
        // What is wrong with a change is known when it is applied: what its texts and lists hold is told with the rest.
        if (
            context.ActionArguments.Values.OfType<IMergePatch>().FirstOrDefault() is { } patch
            && !faults.Exists(JsonBodyTexts.IsUnreadable)
        )
        {
            patch.Found(nulls, faults);
            return null;
        }
        if (nulls.Count > 0)
            return ApiError.Malformed(JsonFault.WrongShape, nulls);
        foreach (var argument in context.ActionArguments.Values)
        {
            if (
                argument is null
                || context.HttpContext.RequestServices.GetService(typeof(IValidator<>).MakeGenericType(argument.GetType()))
                    is not IValidator validator
            )
                continue;
            faults.AddRange((await validator.ValidateAsync(new ValidationContext<object>(argument), ct)).ToFieldErrors());
        }
        return faults.Count == 0 ? null : ApiError.Invalid(faults);
    }

    private async Task<bool> ReplayAsync(ActionExecutingContext context, IdempotentRequest key, CancellationToken ct)
    {
        var http = context.HttpContext;
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
        http.Response.Headers[IdempotencyStore.ReplayedHeader] = "true";
        context.Result = new KeptAnswerResult(kept);
        await activity.RecordAsync(Entry(context.ActionDescriptor, http, kept.Status));
        return true;
    }

    private async Task FinishAsync(ActionExecutedContext executed, IdempotentRequest? key, CancellationToken ct)
    {
        var http = executed.HttpContext;
        var status = StatusOf(executed.Result, http);
        var entry = Entry(executed.ActionDescriptor, http, status, ((executed.Result as ObjectResult)?.Value as Problem)?.Code);
        if (status >= 400 || HttpMethods.IsGet(http.Request.Method))
        {
            await activity.RecordAsync(entry);
            return;
        }
        if (key is not null)
        {
            var kept = KeptAnswerResult.Capture(executed.Result, http, status);
            await idempotency.KeepAsync(key.ClientId, key.Key, kept, ct);
            // What is kept is what is sent: the first answer and its repetitions are the same bytes.
            executed.Result = new KeptAnswerResult(kept);
        }
        await ActivityWriter.WriteAsync(session, entry, ct);
        await session.CommitAsync(ct);
        await activity.PlaceAsync(entry.Organization);
        log.LogDebug("{Operation} committed for {Organization}", entry.OperationId, entry.Organization);
    }

    private ActivityEntry Entry(
        Microsoft.AspNetCore.Mvc.Abstractions.ActionDescriptor action,
        HttpContext http,
        int status,
        string? code = null
    )
    {
        var now = clock.GetUtcNow();
        return new(
            _organization,
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

    private static string OperationId(Microsoft.AspNetCore.Mvc.Abstractions.ActionDescriptor action)
    {
        var name = ((ControllerActionDescriptor)action).ActionName;
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
