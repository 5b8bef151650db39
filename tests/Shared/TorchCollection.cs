namespace Lana;

/// <summary>Tests that use torch share one sequential collection: libtorch keeps its threads to itself.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class TorchCollection
{
    public const string Name = "torch";
}
