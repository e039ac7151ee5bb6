using System.Text;
using System.Text.Json.Nodes;
using PagoDigitale.NodeSimulator.Gateway;

namespace PagoDigitale.NodeSimulator.FdrOrganizations;

/// <summary>Answers the questions of organizations.</summary>
internal sealed class FdrService(FdrFlows flows, TimeProvider clock)
{
    public ServiceGateway Gateway { get; } =
        new(ServiceFaults.OfPages, () => FdrError.InternalError.Answer(null, "The simulator was told to fail."), clock);

    public Task ListAsync(HttpContext http) => PageAsync(http, flows.List);

    public Task HeaderAsync(HttpContext http) => Gateway.AnswerAsync(http, () => Tell(http, (question, _) => flows.Header(question)));

    public Task PaymentsAsync(HttpContext http) => PageAsync(http, flows.Payments);

    private Task PageAsync(HttpContext http, Func<FdrQuestion, int, ServiceAnswer> tell) =>
        Gateway.AnswerAsync(http, () => Tell(http, tell), () => Tell(http, (question, _) => WithOnePageMore(tell(question, 1))));

    private static ValueTask<ServiceAnswer> Tell(HttpContext http, Func<FdrQuestion, int, ServiceAnswer> tell)
    {
        var question = new FdrQuestion(http.Request);
        try
        {
            return new(tell(question, question.Page));
        }
        catch (FdrRefusal refusal)
        {
            return new(refusal.Answer);
        }
    }

    private static ServiceAnswer WithOnePageMore(ServiceAnswer answer)
    {
        var page = JsonNode.Parse(answer.Body)!;
        var metadata = page["metadata"]!;
        metadata["totPage"] = metadata["totPage"]!.GetValue<int>() + 1;
        return answer with { Body = Encoding.UTF8.GetBytes(page.ToJsonString()) };
    }
}
