using System.Data;
using Npgsql;
using PagoDigitale.Platform.Database;

namespace PagoDigitale.Platform.Tenancy;

/// <summary>A unit of work outside a request: its own services and transaction, as one organization.</summary>
public sealed class TenantScope(AsyncServiceScope scope, TenantSession session) : IAsyncDisposable
{
    public TenantSession Session { get; } = session;

    public T Get<T>()
        where T : notnull => scope.ServiceProvider.GetRequiredService<T>();

    public Task CommitAsync(CancellationToken ct = default) => Session.CommitAsync(ct);

    public ValueTask DisposeAsync() => scope.DisposeAsync();
}

/// <summary>Opens units of work for jobs, node services and tests.</summary>
public sealed class TenantScopes(IServiceScopeFactory factory, AppDataSource source)
{
    /// <summary>For work that nobody waits for.</summary>
    public Task<TenantScope> OpenAsync(string organization, CancellationToken ct = default) =>
        OpenAsync(organization, source.Work, IsolationLevel.Unspecified, ct);

    /// <summary>A step of work that nobody waits for: one transaction, committed when the step comes to its end.</summary>
    public async Task<T> RunAsync<T>(string organization, Func<TenantScope, Task<T>> step, CancellationToken ct)
    {
        await using var scope = await OpenAsync(organization, ct);
        var result = await step(scope);
        await scope.CommitAsync(ct);
        return result;
    }

    /// <summary>A step of which nothing is asked.</summary>
    public async Task RunAsync(string organization, Func<TenantScope, Task> step, CancellationToken ct)
    {
        await using var scope = await OpenAsync(organization, ct);
        await step(scope);
        await scope.CommitAsync(ct);
    }

    /// <summary>For work of several statements that must see one moment.</summary>
    public Task<TenantScope> OpenSnapshotAsync(string organization, CancellationToken ct) =>
        OpenAsync(organization, source.Work, IsolationLevel.RepeatableRead, ct);

    public Task<TenantScope> OpenForReceiptAsync(string organization, CancellationToken ct) =>
        OpenAsync(organization, source.Receipts, IsolationLevel.Unspecified, ct);

    /// <summary>For several at once, in as few round trips as there are questions (<see cref="TenantSession.SendsTogether"/>).</summary>
    public Task<TenantScope> OpenForReceiptsAsync(string organization, CancellationToken ct) =>
        OpenAsync(organization, source.Receipts, IsolationLevel.Unspecified, ct, sendsTogether: true);

    private async Task<TenantScope> OpenAsync(
        string organization,
        NpgsqlDataSource pool,
        IsolationLevel isolation,
        CancellationToken ct,
        bool sendsTogether = false
    )
    {
        var scope = factory.CreateAsyncScope();
        var session = scope.ServiceProvider.GetRequiredService<TenantSession>();
        session.SendsTogether = sendsTogether;
        try
        {
            await session.BeginAsync(organization, pool, isolation, ct);
        }
        catch
        {
            await scope.DisposeAsync();
            throw;
        }
        return new TenantScope(scope, session);
    }
}
