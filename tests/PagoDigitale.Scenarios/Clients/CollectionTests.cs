using System.Security.Cryptography;
using Shouldly;
using Xunit;

namespace PagoDigitale.Scenarios.Clients;

/// <summary>The story of samples/bruno and samples/postman, played by the command lines of the two against the real api.</summary>
public sealed class CollectionTests
{
    private const string Tools = "build/collections/node_modules/.bin";
    private const string Installs = "build/install-tools.sh build/collections";

    [Fact]
    public async Task The_story_of_the_Bruno_collection_works()
    {
        await using var demo = await Demo.StartAsync();
        var bru = RepositoryFolder.Of($"{Tools}/bru", Installs);
        string[] arguments =
        [
            .. new[] { "run", "story", "--env", "demo", "--bail" },
            .. Variables(demo).SelectMany(variable => new[] { "--env-var", variable }),
        ];

        var said = await PlayAsync(demo, bru, "samples/bruno", arguments);

        said.ShouldContain("answers 201");
        await ShouldHaveAPositionAsync(demo);
    }

    [Fact]
    public async Task The_story_of_the_Postman_collection_works()
    {
        await using var demo = await Demo.StartAsync();
        var newman = RepositoryFolder.Of($"{Tools}/newman", Installs);
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

        var said = await PlayAsync(demo, newman, "samples/postman", arguments);

        said.ShouldContain("answers 201");
        await ShouldHaveAPositionAsync(demo);
    }

    /// <summary>
    /// The files as they are in the repository. What a story hands from one request to the next is not written into them: whoever plays it
    /// would find the collection changed.
    /// </summary>
    private static async Task<string> PlayAsync(Demo demo, string program, string collection, string[] arguments)
    {
        var folder = RepositoryFolder.Of(collection, "build/generate-collections.sh");
        var before = Files(folder);

        var said = await demo.PlayAsync(program, folder, arguments);

        Files(folder).ShouldBe(before);
        return said;
    }

    private static List<string> Files(string folder) =>
        [
            .. Directory
                .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .Select(file => $"{file} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))}"),
        ];

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
