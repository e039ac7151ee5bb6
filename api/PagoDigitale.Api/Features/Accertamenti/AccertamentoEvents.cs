using PagoDigitale.Platform.Events;

namespace PagoDigitale.Api.Features.Accertamenti;

/// <summary>An accertamento as it is now.</summary>
public sealed record AccertamentoFacts(string Id, int Year, string Number, string Chapter, string? Article, bool IsActive)
{
    public static AccertamentoFacts Of(AccertamentoModel a) => new(a.Id, a.Year, a.Number, a.Chapter, a.Article, a.IsActive);
}

public abstract record AccertamentoEvent(AccertamentoFacts Accertamento) : EventData
{
    protected AccertamentoFacts Accertamento { get; } = Accertamento;

    public string AccertamentoId => Accertamento.Id;
    public int Year => Accertamento.Year;
    public string Number => Accertamento.Number;
    public string Chapter => Accertamento.Chapter;
    public string? Article => Accertamento.Article;
    public bool IsActive => Accertamento.IsActive;

    protected override string SubjectId => AccertamentoId;
}

[Event("accertamento.created", "An accertamento was entered.")]
public sealed record AccertamentoCreated(AccertamentoFacts Accertamento) : AccertamentoEvent(Accertamento);

[Event("accertamento.changed", "An accertamento was changed or put out of use.")]
public sealed record AccertamentoChanged(AccertamentoFacts Accertamento) : AccertamentoEvent(Accertamento);
