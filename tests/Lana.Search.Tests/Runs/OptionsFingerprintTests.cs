using Lana.Analysis.Refining;
using Lana.Internal;
using Lana.Pipeline;
using Lana.Ranking;
using Lana.Sharding;
using Lana.Solvers;
using Lana.Trials;

namespace Lana.Runs;

/// <summary>Every option changes the fingerprint of what it configures, or is marked with the reason why not.</summary>
public sealed class OptionsFingerprintTests
{
    private static readonly Dictionary<Type, Func<object, string>> Fingerprints = new()
    {
        [typeof(SelectionOptions)] = options => new IlpOperationSelector((SelectionOptions)options).Fingerprint,
        [typeof(RankingOptions)] = options => new NetworkRanker((RankingOptions)options).Fingerprint,
        [typeof(RefinementOptions)] = OptionsFingerprint.Of,
        [typeof(TrialSearchOptions)] = OptionsFingerprint.Of,
        [typeof(AcceleratorOptions)] = OptionsFingerprint.Of,
        [typeof(ShardingOptions)] = OptionsFingerprint.Of,
    };

    // A frontier, its points and a report are no stage; the options of the stages are those of their own types.
    private static readonly string[] WithoutStage = ["AccelerationReportOptions", "FrontierOptions", "StageOptions"];

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
        typeof(Accelerator).Assembly.GetTypes()
            .Where(type => type.IsPublic && type.Name.EndsWith("Options", StringComparison.Ordinal))
            .Select(type => type.Name)
            .Except(WithoutStage)
            .Order(),
        Fingerprints.Keys.Select(type => type.Name).Order());
}
