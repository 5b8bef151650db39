using Lana.FineTuning;

namespace Lana.Pipeline;

/// <summary>The inputs of one trial of successive halving.</summary>
internal sealed record HalvingTrialInputs(HalvingInputs Halving, MeasuredSelection Chosen) : IStageInputs;

/// <summary>Fine-tunes one selection for a short time.</summary>
/// <param name="number">The number of the trial, from 1.</param>
internal sealed class HalvingTrialStage(int number) : Stage<HalvingTrialInputs, double>
{
    public override string Name => $"successive-halving-{number}";

    public override async Task<double> RunAsync(HalvingTrialInputs input, StageContext context)
    {
        var (selection, _, options, fineTuner) = input.Halving;
        using var student = selection.Assemble(input.Chosen.Selection).Detach();
        try
        {
            var result = await fineTuner
                .FineTuneAsync(
                    new FineTuningRequest(student, selection.Data)
                    {
                        Teacher = selection.Teacher.Network,
                        Epochs = options.Epochs,
                        Seed = selection.Seed,
                    },
                    context.Progress,
                    context.CancellationToken)
                .ConfigureAwait(false);
            return result.FinalLoss;
        }
        catch (NonFiniteLossException)
        {
            return double.PositiveInfinity;
        }
    }
}
