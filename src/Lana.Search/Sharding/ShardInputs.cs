using System.Reflection;
using Lana.Pipeline;
using Lana.Pretraining;

namespace Lana.Sharding;

/// <summary>The hashes of what the units' results depend on.</summary>
/// <param name="Teacher">The teacher's weights and definition.</param>
/// <param name="Data">The training examples.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Training">The options of the pre-training.</param>
/// <param name="Scoring">The scorer and its options.</param>
/// <param name="Candidates">The candidates and their definitions.</param>
/// <param name="Table">The latencies.</param>
internal sealed record ShardInputs(
    string Teacher, string Data, string Seed, string Training, string Scoring, string Candidates, string Table)
{
    /// <summary>The version of Lana in this process, with its source revision.</summary>
    public static string LanaVersion { get; } = typeof(ShardInputs).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    public static ShardInputs Of(
        AccelerationParts parts, TeacherModel teacher, TrainingData data, ulong seed, IReadOnlyList<Candidate> candidates, LatencyTable table) =>
        new(
            ContentHash.Of(teacher.Fingerprint, teacher.Network.Definition.Fingerprint),
            data.Train.Fingerprint,
            seed.ToString(CultureInfo.InvariantCulture),
            parts.Trainer is CandidateTrainer { Options: var options }
                ? ContentHash.Of(
                    OptionsFingerprint.Of(options),
                    string.Create(CultureInfo.InvariantCulture, $"{options.PruneDominated} {options.DominanceMargin:R}"))
                : parts.Trainer.GetType().FullName ?? "",
            parts.Scorer.Fingerprint,
            ContentHash.Of([.. candidates.SelectMany(candidate => new[] { candidate.ToString(), candidate.Definition.ToJson() })]),
            OptionsFingerprint.Of(table.ToCostTable().Entries));

    /// <summary>The names of what differs.</summary>
    public IEnumerable<string> DifferencesFrom(ShardInputs other) => new (string Name, string Own, string Other)[]
    {
        ("the teacher", Teacher, other.Teacher),
        ("the training examples", Data, other.Data),
        ("the seed", Seed, other.Seed),
        ("the options of the pre-training", Training, other.Training),
        ("the options of the scoring", Scoring, other.Scoring),
        ("the search space", Candidates, other.Candidates),
        ("the latency table", Table, other.Table),
    }.Where(part => part.Own != part.Other).Select(part => part.Name);
}
