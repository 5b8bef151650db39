using Lana.Calibration;
using Lana.Candidates;
using Lana.Internal;
using Lana.Selections;
using Lana.Tables;

namespace Lana.Reproduction.Peers;

/// <summary>Draws random selections within a band of latency: starting from the teacher, random layers get random
/// faster operations until the band is reached.</summary>
internal sealed class RandomWalk
{
    private const int StepsPerLayer = 100;

    private readonly LatencyTable _table;
    private readonly TableLatencyPredictor _predictor;
    private readonly ILookup<string, CandidateKey> _operations;

    /// <summary>Creates the walk.</summary>
    /// <param name="table">Predicts latencies.</param>
    /// <param name="operations">The operations that may replace the teacher's layers.</param>
    public RandomWalk(LatencyTable table, IEnumerable<Candidate> operations) => (_table, _predictor, _operations) = (
        table,
        new TableLatencyPredictor(table),
        operations.Select(candidate => candidate.Key).ToLookup(key => key.Layer));

    /// <summary>Predicts a share of the teacher's latency.</summary>
    public double Predict(Selection selection) => _predictor.Predict(selection).LatencyMs / _table.TeacherMs;

    /// <summary>Draws one selection whose predicted share of the teacher's latency is within a band.</summary>
    /// <returns>The selection, or null if this walk did not reach the band.</returns>
    public Selection? Draw(ref SplitMix64 random, double minimum, double maximum)
    {
        var choices = _table.Layers.Select(layer => new CandidateKey(layer, Operation.TeacherName)).ToArray();
        for (var step = 0; step < StepsPerLayer * choices.Length; step++)
        {
            var selection = new Selection(choices);
            var share = Predict(selection);
            if (share <= maximum)
            {
                return share >= minimum ? selection : null;
            }

            Hasten(ref choices[random.NextInt(choices.Length)], ref random);
        }

        return null;
    }

    private void Hasten(ref CandidateKey choice, ref SplitMix64 random)
    {
        var milliseconds = Milliseconds(choice);
        var faster = _operations[choice.Layer].Where(key => Milliseconds(key) < milliseconds).ToList();
        if (faster.Count > 0)
        {
            choice = faster[random.NextInt(faster.Count)];
        }
    }

    private double Milliseconds(CandidateKey key) => _table.Find(key)!.LatencyMs;
}
