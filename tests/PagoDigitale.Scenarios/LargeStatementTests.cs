using System.Diagnostics;
using System.Globalization;
using System.Text;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace PagoDigitale.Scenarios;

/// <summary>A statement of forty mebibytes is taken by the upload itself, in flat memory, and keeps a small one from nothing.</summary>
public sealed class LargeStatementTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Bytes = 40 * 1024 * 1024;

    /// <summary>The file, its text and its lines held at once were a gigabyte.</summary>
    private const long GrowthMaxMebibytes = 300;

    private string _connectionString = "";

    public async Task InitializeAsync() => _connectionString = await TestDatabase.CreateAsync();

    public Task DisposeAsync() => TestDatabase.DropAsync(_connectionString);

    [Fact]
    public async Task Forty_mebibytes_are_loaded_in_flat_memory_while_others_upload()
    {
        await using var api = await ApiProcess.StartAsync(_connectionString);
        using var client = new PagoDigitaleClient(
            new PagoDigitaleOptions
            {
                BaseAddress = api.BaseAddress,
                ClientId = TestApi.AdminClientId,
                ClientSecret = TestApi.AdminSecret,
                RetryCountMax = 0,
                AttemptTimeout = TimeSpan.FromMinutes(9),
            }
        );
        var organization = (await TestOrganization.CreateAsync(client)).Code;
        await UploadAsync(client, organization, 10, "prima");
        var before = api.PeakMebibytes();
        var watch = Stopwatch.StartNew();

        var large = Task.Run(() => UploadAsync(client, organization, Bytes / 110, "grande"));
        var small = await UploadAsync(client, organization, 10, "piccolo");
        var smallSeconds = watch.Elapsed.TotalSeconds;
        var statement = await large;

        var growth = api.PeakMebibytes() - before;
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{statement.Counts.Movements} movements in {watch.Elapsed.TotalSeconds:0.0} s; "
                    + $"small one beside it in {smallSeconds:0.0} s; "
                    + $"peak memory {before} MiB before, {growth} MiB more"
            )
        );
        small.Counts.Movements.ShouldBe(10);
        (statement.Counts.Movements, statement.Counts.Rejected).ShouldBe((Bytes / 110, 0));
        growth.ShouldBeLessThan(GrowthMaxMebibytes);
    }

    private static Task<BankStatement> UploadAsync(PagoDigitaleClient client, string organization, int lines, string name)
    {
        var text = new StringBuilder("Data;Valuta;Importo;Provvisorio;Descrizione\n");
        for (var i = 0; i < lines; i++)
            text.Append(
                CultureInfo.InvariantCulture,
                $"{1 + (i % 28):00}/06/2026;;{1 + (i % 900)},{i % 100:00};;"
                    + $"{name} {i:0000000} BONIFICO A VOSTRO FAVORE PER DIRITTI DI SEGRETERIA E VARIE, ORDINANTE\n"
            );
        return client.BankStatements.UploadAsync(
            organization,
            $"{name}.csv",
            new MemoryStream(Encoding.UTF8.GetBytes(text.ToString())),
            new()
            {
                DateColumn = 1,
                AmountColumn = 3,
                DescriptionColumn = 5,
                ValueDateColumn = 2,
                ProvvisorioColumn = 4,
            }
        );
    }
}
