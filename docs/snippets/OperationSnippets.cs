using Lana.Candidates;
using Lana.Networks;

namespace Snippets;

internal static class OperationSnippets
{
    public static void Filter(NetworkDefinition network)
    {
        #region search-space
        Operation operation = Operation.Parse("efn_e3_k5_se0.04");   // says what is wrong with a name it does not know
        SearchSpace searchSpace = SearchSpace.Paper
            .WithoutFamilies("vit", "lambda")
            .CheaperThanTeacher(CostTables.Macs(network, SearchSpace.Paper))         // or a measured table
            .OnlyInLayers("blocks.2.1", "blocks.3.1");
        Console.WriteLine(searchSpace.Describe(network));                            // per layer; the size of the space; its cost
        #endregion
    }
}
