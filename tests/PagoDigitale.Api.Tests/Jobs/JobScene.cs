using Microsoft.Extensions.DependencyInjection;
using PagoDigitale.Api.Features.ReconciliationJobs;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Tenancy;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Xunit;

namespace PagoDigitale.Api.Tests.Jobs;

/// <summary>An organization of its own for each test, whose jobs wait until somebody runs them.</summary>
public abstract class JobScene(OneApi one) : IClassFixture<OneApi>, IAsyncLifetime
{
    protected PositionScene Scene { get; private set; } = null!;

    protected TestApi Api => one.Api;

    protected IJobsClient Jobs => one.Api.Admin.Jobs;

    public async Task InitializeAsync() => Scene = await PositionScene.CreateAsync(one.Api);

    public Task DisposeAsync() => Task.CompletedTask;

    protected async Task<BackgroundJob> AskAsync(string? organization = null)
    {
        var code = organization ?? Scene.Organization;
        await using var scope = await one.Api.Services.GetRequiredService<TenantScopes>().OpenAsync(code);
        await scope.Get<JobQueue>().EnqueueAsync(RunReconciliation.Kind, new ReconciliationRun(), null, default);
        await scope.CommitAsync();
        return (await Jobs.ListAsync(new() { Organization = code, Limit = 1 })).Items.Single();
    }

    protected Task SetAsync(string change) => Scene.SqlAsync($"UPDATE jobs SET {change} WHERE organization_id = '{Scene.Organization}'");

    /// <summary>A client of the organization alone, with the scope for jobs.</summary>
    protected async Task<PagoDigitaleClient> BoundAsync()
    {
        var made = await one.Api.Admin.Clients.CreateAsync(
            new ApiClientInput
            {
                Name = "Partner",
                Scopes = ["jobs:manage"],
                Organizations = [Scene.Organization],
            }
        );
        return one.Api.Client(made.ClientId, made.ClientSecret);
    }
}
