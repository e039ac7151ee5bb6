using Shouldly;
using Xunit;

namespace PagoDigitale.Scenarios.Clients;

/// <summary>The story of samples/bruno and samples/postman, played by the command lines of the two against the real api.</summary>
public sealed class CollectionTests : IDisposable
{
    private const string Tools = "build/collections/node_modules/.bin";
    private const string Installs = "build/install-tools.sh build/collections";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pagodigitale-collection-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task The_story_of_the_Bruno_collection_works()
    {
        await using var demo = await Demo.StartAsync();
        var bru = RepositoryFolder.Of($"{Tools}/bru", Installs);
        var folder = Copy("samples/bruno");
        string[] arguments =
        [
            .. new[] { "run", "story", "--env", "demo", "--bail" },
            .. Variables(demo).SelectMany(variable => new[] { "--env-var", variable }),
        ];

        var said = await demo.PlayAsync(bru, folder, arguments);

        said.ShouldContain("answers 201");
        await ShouldHaveAPositionAsync(demo);
    }

    [Fact]
    public async Task The_story_of_the_Postman_collection_works()
    {
        await using var demo = await Demo.StartAsync();
        var newman = RepositoryFolder.Of($"{Tools}/newman", Installs);
        var folder = Copy("samples/postman");
        string[] arguments =
        [
            .. new[]
            {
                "run",
                "PagoDigitale.postman_collection.json",
                "--folder",
                "story",
                "-e",
                "demo.postman_environment.json",
                "--bail",
            },
            .. Variables(demo).SelectMany(variable => new[] { "--env-var", variable }),
        ];

        var said = await demo.PlayAsync(newman, folder, arguments);

        said.ShouldContain("answers 201");
        await ShouldHaveAPositionAsync(demo);
    }

    /// <summary>Bruno writes into its environment what a story has set: the one in the repository stays as the contract gives it.</summary>
    private string Copy(string collection)
    {
        var source = RepositoryFolder.Of(collection, "build/generate-collections.sh");
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(_folder.FullName, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
        return _folder.FullName;
    }

    private static string[] Variables(Demo demo) =>
        [
            $"baseUrl={demo.Api.BaseAddress.ToString().TrimEnd('/')}",
            $"clientId={TestKit.TestApi.AdminClientId}",
            $"clientSecret={TestKit.TestApi.AdminSecret}",
        ];

    private static async Task ShouldHaveAPositionAsync(Demo demo)
    {
        var organization = (await demo.Api.Admin.Organizations.ListAsync()).Items.ShouldHaveSingleItem().FiscalCode;
        var position = (await demo.Api.Admin.Positions.ListAsync(organization)).Items.ShouldHaveSingleItem();
        (position.ExternalId, position.AmountCents).ShouldBe(("TARI-2026-000417", 18_450));
    }
}
