using PagoDigitale.Sdk;
using Shouldly;
using Xunit;

namespace PagoDigitale.Scenarios.Clients;

/// <summary>sdk/typescript, as it is generated and compiled, against the real api.</summary>
public sealed class TypeScriptTests
{
    [Fact]
    public async Task The_main_job_in_TypeScript_closes_every_sum()
    {
        var story = RepositoryFolder.Of("sdk/typescript/dist/tests/main-job.js", "build/generate-typescript.sh");
        await using var demo = await Demo.StartAsync();

        var said = await demo.PlayAsync("node", Path.GetDirectoryName(story)!, story, demo.File);

        said.ShouldContain("every sum closes");
        var organization = (await demo.Api.Admin.Organizations.ListAsync()).Items.ShouldHaveSingleItem().FiscalCode;
        var summary = await demo.Api.Admin.Ledger.ReadCollectionSummaryAsync(organization);
        (summary.IssuedCount, summary.PaidCount, summary.PayerCreditsCount).ShouldBe((60, 57, 1));
        (await demo.Api.Admin.Ledger.ReadTrialBalanceAsync(organization)).IsBalanced.ShouldBeTrue();
        (await demo.Api.Admin.Reversali.ListAsync(organization)).Items.ShouldNotBeEmpty();
    }
}
