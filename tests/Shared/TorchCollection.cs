using System.Diagnostics.CodeAnalysis;

namespace Lana;

/// <summary>Tests that use torch share one sequential collection: libtorch keeps its threads to itself.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
[SuppressMessage("Naming", "CA1711", Justification = "A collection of tests is what xunit calls it.")]
public sealed class TorchCollection : ICollectionFixture<TorchStart>
{
    public const string Name = "torch";
}
