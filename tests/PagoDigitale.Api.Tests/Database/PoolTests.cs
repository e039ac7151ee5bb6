using Npgsql;
using PagoDigitale.Api.Database;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Database;

/// <summary>Two pools of a replica fit into the hundred connections of an ordinary server, unless somebody says otherwise.</summary>
public sealed class PoolTests
{
    [Theory]
    [InlineData("Host=127.0.0.1;Username=x", 40)]
    [InlineData("Host=127.0.0.1;Username=x;Maximum Pool Size=7", 7)]
    public async Task A_pool_has_forty_connections_or_as_many_as_were_given(string connectionString, int expected)
    {
        await using var source = new AppDataSource(connectionString);

        foreach (var pool in new[] { source.Source, source.Relaxed })
            new NpgsqlConnectionStringBuilder(pool.ConnectionString).MaxPoolSize.ShouldBe(expected);
        new NpgsqlConnectionStringBuilder(source.Journal.ConnectionString).MaxPoolSize.ShouldBe(2);
    }
}
