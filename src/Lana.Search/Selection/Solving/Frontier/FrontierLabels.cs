using Lana.Selection.Solving.Knapsack;

namespace Lana.Selection.Solving.Frontier;

/// <summary>The finished frontier and the way back through the stages.</summary>
internal sealed class FrontierLabels(LabelList[] stages, double costShift, double scoreShift, double maximumError)
{
    public int Count => stages[^1].Count;

    public double MaximumError => maximumError;

    public double CostOf(int label) => costShift + stages[^1].Costs[label];

    public double ScoreOf(int label) => scoreShift + stages[^1].Scores[label];

    public int[] Trace(int label)
    {
        var items = new int[stages.Length];
        for (var stage = stages.Length - 1; stage >= 0; stage--)
        {
            items[stage] = stages[stage].ItemOf(label);
            label = stages[stage].ParentOf(label);
        }

        return items;
    }
}
