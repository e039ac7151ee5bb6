using Microsoft.AspNetCore.Mvc.Filters;
using PagoDigitale.Platform.Http.Frame;

namespace PagoDigitale.Platform.Http;

/// <summary>
/// Declares an operation of the contract: the scope it needs and what it touches. The method's name is the operationId.
/// Everything an operation has in common (authorization, tenant transaction, validation, idempotency, activity log) hangs
/// on this one attribute; see <see cref="OperationFilter"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OperationAttribute : Attribute, IFilterFactory, IOrderedFilter
{
    /// <summary>Looked up once: which constructor, and what it takes.</summary>
    private static readonly ObjectFactory<OperationFilter> Frame = ActivatorUtilities.CreateFactory<OperationFilter>([
        typeof(OperationAttribute),
    ]);

    /// <summary>For any client with a token: what everybody may know.</summary>
    public OperationAttribute() { }

    public OperationAttribute(string scope) => Scope = scope;

    /// <summary>Null where a token is enough.</summary>
    public string? Scope { get; }

    /// <summary>
    /// A change, or a reading from a place in a feed, that the state of its resource, or of another one, can forbid (409).
    /// </summary>
    public bool CanConflict { get; init; }

    /// <summary>Makes something new for the organization, or makes debts payable: refused (409) while it is inactive.</summary>
    public bool NeedsActiveOrganization { get; init; }

    /// <summary>Answers with a file that may be long: takes a place among the downloads, and reads where jobs do.</summary>
    public bool IsDownload { get; init; }

    /// <summary>
    /// Writes nothing, and may be answered by the standby where there is one (decision 0031): lists, reports, files. What reads one thing
    /// to change it next, and what numbers or places before it reads, stays with the primary.
    /// </summary>
    public bool MayReadStandby { get; init; }

    /// <summary>
    /// Of no one organization, and it looks itself at those its caller is bound to. The other operations of the platform are for
    /// clients bound to none: what they show and do may be anybody's.
    /// </summary>
    public bool LooksAtBinding { get; init; }

    public bool IsReusable => false;

    /// <summary>Outside every other filter, model state included.</summary>
    public int Order => -10_000;

    public IFilterMetadata CreateInstance(IServiceProvider serviceProvider) => Frame(serviceProvider, [this]);
}
