using Lana.FineTuning;
using Lana.Trials;

namespace Lana.Pipeline;

/// <summary>Fine-tunes assembled selections for a short time, in parallel.</summary>
internal static class TrialTraining
{
    // Used if the length of the fine-tuning is not known.
    private const int DefaultSteps = 50;
    private const int LeastSteps = 10;

    /// <summary>Trains the selections.</summary>
    /// <param name="search">The search.</param>
    /// <param name="selections">The selections.</param>
    /// <param name="length">The length, in units of a trial of the first rounds.</param>
    /// <param name="context">Progress and cancellation.</param>
    /// <returns>The loss of each on held-out images; infinite if the training diverged.</returns>
    public static async Task<IReadOnlyList<double>> RunAsync(
        TrialSearchInputs search, IReadOnlyList<Selection> selections, int length, StageContext context)
    {
        var inputs = search.Selection;
        var students = new List<Network>();
        try
        {
            students.AddRange(selections.Select(selection => inputs.Assemble(selection).Detach()));
            var (judges, steps) = (Judges(search), length * Steps(search.FineTuner, inputs.Data, search.Options));
            var requests = students.Select(student => new FineTuningRequest(student, inputs.Data)
            {
                Teacher = inputs.Teacher.Network,
                Validation = judges,
                Steps = steps,
                Seed = inputs.Seed,
            });
            var results = await search.FineTuner
                .FineTuneAllAsync([.. requests], context.Progress, context.CancellationToken)
                .ConfigureAwait(false);
            return [.. results.Select(result => result.ValidationLoss ?? result.FinalLoss)];
        }
        finally
        {
            students.ForEach(student => student.Dispose());
        }
    }

    /// <summary>The steps of one trial of the first rounds.</summary>
    public static long Steps(IFineTuner tuner, IBatchSource data, TrialSearchOptions options) =>
        tuner.StepsOn(data) is { } all
            ? Math.Max(LeastSteps, (long)(all * options.Share / options.AllLengths))
            : DefaultSteps;

    private static IBatchSource Judges(TrialSearchInputs search)
    {
        var data = search.Selection.Data;
        return search.HeldOut ?? data.Split(Math.Min(search.Options.Images, data.Count - 1), search.Selection.Seed).First;
    }
}
