namespace PagoDigitale.Api.Platform.Tenancy;

/// <summary>A unit of work outside a request: its own services and transaction, as one organization.</summary>
public sealed class TenantScope(AsyncServiceScope scope, TenantSession session) : IAsyncDisposable
{
    public TenantSession Session { get; } = session;

    public T Get<T>() where T : notnull => scope.ServiceProvider.GetRequiredService<T>();

    public Task CommitAsync(CancellationToken ct = default) => Session.CommitAsync(ct);

    public ValueTask DisposeAsync() => scope.DisposeAsync();
}

/// <summary>Opens units of work for jobs, node services and tests.</summary>
public sealed class TenantScopes(IServiceScopeFactory factory)
{
    public async Task<TenantScope> OpenAsync(string organization, CancellationToken ct = default)
    {
        var scope = factory.CreateAsyncScope();
        var session = scope.ServiceProvider.GetRequiredService<TenantSession>();
        await session.BeginAsync(organization, ct);
        return new TenantScope(scope, session);
    }
}
