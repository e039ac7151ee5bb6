using FluentValidation;
using PagoDigitale.Core.Languages;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Platform.Features;

/// <summary>
/// What one folder of the product brings, in one file: the application is composed of these declarations and of nothing found by
/// name. Tests compare each with the source and with the schema in both directions, so what is read here is what there is.
/// </summary>
public abstract class Feature
{
    /// <summary>The folder.</summary>
    public virtual string Name => Namespace[(Namespace.LastIndexOf('.') + 1)..];

    /// <summary>How high it stands: what it is built upon is lower.</summary>
    public abstract int Floor { get; }

    /// <summary>Written by nobody else but through a door.</summary>
    public virtual IReadOnlyList<string> Tables => [];

    /// <summary>What the database shows others of them.</summary>
    public virtual IReadOnlyList<string> Views => [];

    /// <summary>What of its rows a session of another organization, or of none, learns all the same (decision 0018).</summary>
    public virtual IReadOnlyList<AcrossTenants> Across => [];

    public virtual IReadOnlyList<JobKind> Jobs => [];

    /// <summary>Each an <see cref="IRecurringJob"/>.</summary>
    public virtual IReadOnlyList<Type> RecurringJobs => [];

    /// <summary>What it tells, also of things that are another's.</summary>
    public virtual IReadOnlyList<EventType> Events => [];

    /// <summary>What it refuses, warns of or finds odd; a code that several use is declared by the lowest of them.</summary>
    public virtual IReadOnlyList<ErrorCode> Errors => [];

    /// <summary>The class of what it says to people (<see cref="Wordings"/>), where it says more than codes do.</summary>
    public virtual IReadOnlyList<Type> Texts => [];

    /// <summary>Of its own things.</summary>
    public virtual IReadOnlyList<IdentifierKind> Identifiers => [];

    /// <summary>What a client must hold to use it.</summary>
    public virtual IReadOnlyList<string> ScopeNames => [];

    /// <summary>By which the trial balance proves the books against the registers.</summary>
    public virtual IReadOnlyList<string> LedgerControls => [];

    /// <summary>Beyond jobs and validators, which <see cref="AddTo"/> registers.</summary>
    public virtual void AddServices(IServiceCollection services) { }

    /// <summary>Beyond controllers.</summary>
    public virtual void MapEndpoints(IEndpointRouteBuilder app) { }

    private string Namespace => GetType().Namespace!;

    public void AddTo(IServiceCollection services)
    {
        foreach (var texts in Texts)
            Wordings.Of(texts);
        foreach (var job in Jobs)
            services.AddScoped(job.Handler);
        foreach (var job in RecurringJobs)
        {
            services.AddSingleton(job);
            services.AddSingleton(typeof(IRecurringJob), sp => sp.GetRequiredService(job));
        }
        // A validator is found by the request it is for, never by its name.
        services.AddValidatorsFromAssembly(
            GetType().Assembly,
            ServiceLifetime.Singleton,
            found => IsOwn(found.ValidatorType),
            includeInternalTypes: true
        );
        AddServices(services);
    }

    /// <summary>Whether a type is of this folder.</summary>
    public bool IsOwn(Type type) =>
        type.Namespace is { } of && (of == Namespace || of.StartsWith($"{Namespace}.", StringComparison.Ordinal));
}
