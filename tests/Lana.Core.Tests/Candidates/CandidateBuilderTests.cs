using Microsoft.Extensions.DependencyInjection;

namespace Lana.Candidates;

public sealed class CandidateBuilderTests
{
    [Fact]
    public void AddCandidates_Twice_IsAnErrorSinceTheSecondWouldHaveNoEffect()
    {
        var lana = new ServiceCollection().AddLana().AddCandidates(searchSpace => searchSpace.UseSingleShot());

        var error = Assert.Throws<InvalidOperationException>(() => lana.AddCandidates());

        Assert.Contains("AddCandidates would have no effect", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddCandidates_BesideASearchSpaceOfTheUser_KeepsTheUsers()
    {
        var services = new ServiceCollection();
        services.AddSingleton<ISearchSpace>(SearchSpace.Named("identity"));
        using var provider = services.AddLana().AddCandidates().Services.BuildServiceProvider();

        Assert.Equal(SearchSpace.Named("identity").Operations, provider.GetRequiredService<ISearchSpace>().Operations);
    }

    [Fact]
    public void AddCandidates_NothingConfigured_GivesTheFullSearchSpace()
    {
        using var provider = new ServiceCollection().AddLana().AddCandidates().Services.BuildServiceProvider();

        Assert.Equal(SearchSpace.Full.Operations, provider.GetRequiredService<ISearchSpace>().Operations);
    }

    [Fact]
    public void AddCandidates_EmptyOrTwiceOrUnknown_ThrowsAtOnce()
    {
        var lana = new ServiceCollection().AddLana();

        Assert.Throws<ArgumentException>(() => lana.AddCandidates(_ => { }));
        Assert.Throws<ArgumentException>(() => lana.AddCandidates(searchSpace => searchSpace.UseFull().Add("efn_e1_k3")));
        Assert.Throws<FormatException>(() => lana.AddCandidates(searchSpace => searchSpace.Add("no_such_operation")));
        Assert.Empty(lana.Services);
    }

    [Fact]
    public void Use_SearchSpacesThatOverlap_AddsEachOperationOnce()
    {
        var combined = new SearchSpaceBuilder().UseInherited().UseCompact().UseSingleShot().UseInherited().Build();

        Assert.Equal(
            SearchSpace.Inherited.Operations.Union(SearchSpace.Compact.Operations).Select(operation => operation.Name),
            combined.Operations.Select(operation => operation.Name));
    }

    [Fact]
    public void Build_TwiceFromOneBuilder_LeavesTheFirstSearchSpace()
    {
        var builder = new SearchSpaceBuilder().Add("efn_e1_k3");

        var first = builder.Build();
        var second = builder.Add(IdentityOperation.Instance).Build();

        Assert.Equal(2, first.Operations.Count);
        Assert.Equal(3, second.Operations.Count);
    }
}
