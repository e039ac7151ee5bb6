using Npgsql;
using PagoDigitale.Platform.Database;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Database;

/// <summary>The pools of a replica fit into the hundred connections of an ordinary server, unless somebody says otherwise.</summary>
public sealed class PoolTests
{
    [Theory]
    [InlineData("Host=127.0.0.1;Username=x", 86)]
    [InlineData("Host=127.0.0.1;Username=x;Maximum Pool Size=40", 40)]
    [InlineData("Host=127.0.0.1;Username=x;Maximum Pool Size=160", 160)]
    public async Task All_pools_together_have_what_a_server_leaves_or_as_many_as_were_given(string connectionString, int all)
    {
        await using var source = new AppDataSource(connectionString);
        var pools = new[] { source.Short, source.Interactive, source.Work, source.Questions, source.Receipts, source.Journal };

        pools.Sum(p => Settings(p).MaxPoolSize).ShouldBeInRange(all - pools.Length, all);
        pools.Select(p => Settings(p).ApplicationName).Distinct().Count().ShouldBe(pools.Length);
        pools.ShouldAllBe(p => Settings(p).Options!.Contains("role=pagodigitale_app"));
    }

    [Fact]
    public async Task However_few_connections_there_are_each_pool_can_do_its_work()
    {
        await using var source = new AppDataSource("Host=127.0.0.1;Username=x;Maximum Pool Size=5");

        source.Sizes.ShouldBe(new PoolSizes(Short: 2, Interactive: 2, Work: 11, Questions: 2, Receipts: 2, Journal: 2));
    }

    private static NpgsqlConnectionStringBuilder Settings(NpgsqlDataSource pool) => new(pool.ConnectionString);
}
