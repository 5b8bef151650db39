using System.Collections.Frozen;

namespace Lana.Trials;

/// <summary>The properties of each candidate that are known before a network with it is fine-tuned, as numbers that add
/// up over the layers.</summary>
internal sealed class CandidateTraits
{
    private readonly FrozenDictionary<CandidateKey, double[]> _traits;

    /// <summary>Computes the traits.</summary>
    /// <param name="candidates">Every candidate, including the teacher's own layers.</param>
    /// <param name="scores">The scores; candidates without a score have no traits.</param>
    public CandidateTraits(IReadOnlyCollection<Candidate> candidates, ScoreTable scores)
    {
        var own = candidates.Where(candidate => candidate.IsTeacher).ToList();
        var (macs, parameters) = (own.Sum(layer => (double)layer.Cost.Macs), own.Sum(layer => (double)layer.Cost.Parameters));
        var ofLayer = own.ToDictionary(layer => layer.Layer.Index);
        _traits = candidates
            .Where(candidate => scores.TryGet(candidate.Key, out _))
            .ToFrozenDictionary(candidate => candidate.Key, candidate =>
            {
                var teacher = ofLayer[candidate.Layer.Index].Cost;
                return candidate.IsTeacher ? new double[Count] : Of(
                    candidate.Operation == Operation.Identity,
                    Math.Max(0.0, scores[candidate.Key]),
                    (teacher.Macs - candidate.Cost.Macs) / macs,
                    (teacher.Parameters - candidate.Cost.Parameters) / parameters);
            });
    }

    /// <summary>The number of traits.</summary>
    public static int Count => 6;

    public double[] this[CandidateKey key] => _traits[key];

    public IEnumerable<CandidateKey> Keys => _traits.Keys;

    /// <summary>The traits of a selection: the sums over its layers.</summary>
    public double[] Of(Selection selection)
    {
        var sums = new double[Count];
        foreach (var key in selection)
        {
            for (var trait = 0; trait < Count; trait++)
            {
                sums[trait] += _traits[key][trait];
            }
        }

        return sums;
    }

    // Fine-tuning repairs large scores the most, hence the roots. It repairs a removal better than other changes, hence
    // the two kinds.
    private static double[] Of(bool isRemoval, double score, double lostMacs, double lostParameters)
    {
        var (kept, removed) = isRemoval ? (0.0, score) : (score, 0.0);
        return [kept, removed, Math.Sqrt(kept), Math.Sqrt(removed), Root(lostMacs), Root(lostParameters)];
    }

    private static double Root(double value) => Math.Sign(value) * Math.Sqrt(Math.Abs(value));
}
