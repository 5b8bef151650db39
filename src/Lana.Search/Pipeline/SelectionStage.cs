namespace Lana.Pipeline;

/// <summary>Selects candidates, ranks and measures the networks, and corrects the prediction until the budget is
/// met.</summary>
internal sealed class SelectionStage : Stage<SelectionInputs, MeasuredSelection>
{
    public override string Name => "selections";

    public override Task<MeasuredSelection> RunAsync(SelectionInputs input, StageContext context) =>
        new BudgetLoop(input, context).RunAsync();
}
