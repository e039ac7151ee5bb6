using Npgsql;
using PagoDigitale.Platform.Database;
using PagoDigitale.TestKit;
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

    [Fact]
    public async Task A_connection_that_lost_its_options_is_refused_in_words()
    {
        var database = await TestDatabase.CreateAsync();
        await using (var source = new AppDataSource(database))
        await using (var without = NpgsqlDataSource.Create(database))
        {
            await AppDataSource.CheckRoleAsync(source.Short, default);
            var refusal = await Should.ThrowAsync<InvalidOperationException>(() => AppDataSource.CheckRoleAsync(without, default));
            refusal.Message.ShouldContain("works as postgres and not as pagodigitale_app");
        }
        await TestDatabase.DropAsync(database);
    }

    [Theory]
    [InlineData("", 200)]
    [InlineData(";Max Auto Prepare=0", 0)]
    public async Task A_pooler_without_prepared_statements_can_be_told(string given, int prepared)
    {
        await using var source = new AppDataSource($"Host=127.0.0.1;Username=x{given}");

        Settings(source.Interactive).MaxAutoPrepare.ShouldBe(prepared);
    }

    private static NpgsqlConnectionStringBuilder Settings(NpgsqlDataSource pool) => new(pool.ConnectionString);
}
