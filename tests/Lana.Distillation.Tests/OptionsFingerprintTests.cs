using Lana.FineTuning;
using Lana.Pool;
using Lana.Pretraining;
using Lana.Scoring;

namespace Lana;

/// <summary>Every option changes the fingerprint of what it configures, or is marked with the reason why not.</summary>
[Collection(TorchCollection.Name)]
public sealed class OptionsFingerprintTests
{
    private static readonly Dictionary<Type, Func<object, string>> Fingerprints = new()
    {
        [typeof(PretrainingOptions)] = options => OfPretraining((PretrainingOptions)options),
        [typeof(ScoringOptions)] = options => new CandidateScorer((ScoringOptions)options).Fingerprint,
        [typeof(FineTuningOptions)] = options => new FineTuner((FineTuningOptions)options).Fingerprint,
    };

    public static TheoryData<Type, string> Properties => new(
        from type in Fingerprints.Keys
        from property in type.GetProperties()
        select (type, property.Name));

    [Theory]
    [MemberData(nameof(Properties), DisableDiscoveryEnumeration = true)]
    public void Fingerprint_AnotherValueOfAnOption_ChangesUnlessTheOptionIsMarked(Type type, string name) =>
        FingerprintAssert.ChangesUnlessMarked(type, name, Fingerprints[type]);

    [Fact]
    public void Fingerprint_OfEveryOptionsType_IsTested() => Assert.Equal(
        typeof(FineTuner).Assembly.GetTypes()
            .Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal) && !type.IsAbstract)
            .Select(type => type.Name)
            .Order(),
        Fingerprints.Keys.Select(type => type.Name).Order());

    // Sums depend on the number of threads.
    [Fact]
    public void Fingerprint_AnotherNumberOfThreads_Changes() => Assert.NotEqual(
        new FineTuner(new() { Threads = 1 }).Fingerprint, new FineTuner(new() { Threads = 2 }).Fingerprint);

    private static string OfPretraining(PretrainingOptions options)
    {
        using var scratch = new Scratch();
        using var teacher = Some.Teacher();
        using var pool = CandidatePool.Open(scratch.Path);
        var request = new PretrainingRequest(teacher, SmallTraining.Candidates, Some.Images(), pool);
        return string.Join(' ', PretrainingFingerprints.Of(request, options).Values);
    }
}
