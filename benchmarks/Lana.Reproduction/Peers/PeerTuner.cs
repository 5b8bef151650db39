using Lana.FineTuning;
using Lana.Networks;
using Lana.Reproduction.Setup;
using Lana.Scoring;

namespace Lana.Reproduction.Peers;

/// <summary>Fine-tunes networks as Lana fine-tunes its students, and evaluates them.</summary>
internal sealed class PeerTuner(Experiment experiment)
{
    private readonly FineTuner _tuner = new(experiment.Settings(new StudentPlan("peers")).FineTuning);

    /// <summary>Fine-tunes a copy of a network for a student's number of epochs.</summary>
    public async Task<PeerScore> TuneAsync(Network view, string what, CancellationToken cancellationToken)
    {
        using var student = view.Detach();
        var request = Request(student) with { Validation = experiment.Data.HeldOut };
        await _tuner.FineTuneAsync(request, Progress(what), cancellationToken);
        return await ScoreAsync(student, cancellationToken);
    }

    /// <summary>The held-out loss of a copy of a network after one epoch.</summary>
    public async Task<double> TryAsync(Network view, string what, CancellationToken cancellationToken)
    {
        using var student = view.Detach();
        try
        {
            await _tuner.FineTuneAsync(Request(student) with { Epochs = 1 }, Progress(what), cancellationToken);
        }
        catch (NonFiniteLossException)
        {
            return double.PositiveInfinity;
        }

        var evaluation = await NetworkEvaluator.EvaluateAsync(
            student, experiment.Data.HeldOut, cancellationToken: cancellationToken);
        return evaluation.Loss;
    }

    /// <summary>Evaluates a finished network.</summary>
    public async Task<PeerScore> ScoreAsync(Network network, CancellationToken cancellationToken)
    {
        var heldOut = await NetworkEvaluator.EvaluateAsync(
            network, experiment.Data.At(network.Input.Height).HeldOut, cancellationToken: cancellationToken);
        return new PeerScore(
            await experiment.TestAsync(network, cancellationToken), heldOut.Accuracy, heldOut.Loss);
    }

    private FineTuningRequest Request(Network student) => new(student, experiment.Data.Train)
    {
        Teacher = experiment.Teacher,
        Seed = experiment.Seed,
    };

    private ProgressLines Progress(string what) => new($"{experiment.Family.Name}-{experiment.Seed}, {what}");
}
