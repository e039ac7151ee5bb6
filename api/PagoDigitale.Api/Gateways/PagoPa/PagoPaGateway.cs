using PagoDigitale.Api.Features.RefusedMessages.Door;
using PagoDigitale.Api.Gateways.PagoPa.Notices;
using PagoDigitale.Api.Gateways.PagoPa.Receipts;
using PagoDigitale.Platform.Features;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Gateways.PagoPa;

/// <summary>
/// The paForNode service at <c>/node/{station}</c>. A bare endpoint, outside MVC and outside the contract of the REST API: its
/// contract is the node's WSDL and its speed is what the node measures a station by.
/// </summary>
public sealed class PagoPaGateway : Feature
{
    public override int Floor => 12;

    public override IReadOnlyList<ErrorCode> Errors => PagoPaErrors.All;

    public override IReadOnlyList<Type> Texts => [typeof(PagoPaTexts)];

    public override void AddServices(IServiceCollection services)
    {
        services.AddSingleton<NodeAccess>();
        services.AddSingleton<NodeEndpoint>();
        services.AddSingleton<NodeJournal>();
        services.AddSingleton<NoticeLookup>();
        services.AddSingleton<QuestionRound>();
        services.AddSingleton<QuestionsTogether>();
        services.AddSingleton<AnswerNotice>();
        services.AddSingleton<ReceiptsTogether>();
        services.AddSingleton<TakeReceipt>();
        services.AddSingleton<UnreadableMessages>();
        services.AddScoped<IMessageReplay, ReceiptReplay>();
    }

    public override void MapEndpoints(IEndpointRouteBuilder app)
    {
        var endpoint = app.ServiceProvider.GetRequiredService<NodeEndpoint>();
        app.MapPost("/node/{station}", endpoint.InvokeAsync).ExcludeFromDescription();
    }
}
