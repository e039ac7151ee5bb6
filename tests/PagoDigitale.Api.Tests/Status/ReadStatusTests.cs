using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Status;

public sealed class ReadStatusTests(OwnApi one) : IClassFixture<OwnApi>
{
    private readonly TestApi _api = one.Api;

    [Fact]
    public async Task The_service_says_that_it_lives_and_its_version_without_a_token()
    {
        using var anybody = _api.Client(null, null);

        var status = await anybody.Status.ReadAsync();

        status.Status.ShouldBe(ServiceStates.Up);
        status.Version.ShouldBe(typeof(ApiHost).Assembly.GetName().Version!.ToString(3));
        status.Checks.ShouldBeNull();
    }

    [Fact]
    public async Task The_service_lives_though_its_database_does_not_answer()
    {
        var settings = new Npgsql.NpgsqlConnectionStringBuilder(_api.ConnectionString);
        var name = settings.Database;
        settings.Database = "postgres";
        await new PositionRows(settings.ConnectionString).ExecuteAsync(
            $"""
            ALTER DATABASE {name} ALLOW_CONNECTIONS false;
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}' AND pid <> pg_backend_pid()
            """
        );
        using var anybody = _api.Client(null, null);

        (await Should.ThrowAsync<PagoDigitaleException>(() => anybody.Status.ReadReadinessAsync())).Code.ShouldBe("database-unavailable");
        (await anybody.Status.ReadAsync()).Status.ShouldBe(ServiceStates.Up);

        await new PositionRows(settings.ConnectionString).ExecuteAsync($"ALTER DATABASE {name} ALLOW_CONNECTIONS true");
    }
}
