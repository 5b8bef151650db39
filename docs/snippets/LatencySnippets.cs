using Lana;
using Lana.Benchmarks.Comparing;
using Lana.Calibration;
using Lana.Candidates;
using Lana.Measurement;
using Lana.Networks;
using Lana.Profiling;
using Lana.Selections;
using Lana.Tables;

namespace Snippets;

internal static class LatencySnippets
{
    public static async Task MeasureAsync(NetworkDefinition teacher, ISearchSpace searchSpace, IProgress<LanaProgress> progress)
    {
        #region latency-table
        var meter = new OnnxRuntimeLatencyMeter(new OnnxRuntimeLatencyOptions { Threads = 1 });
        LatencyTable table = await new LatencyTableBuilder(meter).BuildAsync(teacher, searchSpace, "latency/this-machine.json", progress);

        double ms = table.Find(new CandidateKey("blocks.2.1", "cb_stack_k3_w0.5"))!.LatencyMs;
        CostTable costs = table.ToCostTable();
        #endregion
    }

    public static void Predict(LatencyTable table, Selection selection, double measuredMs, Selection otherSelection, double budgetMs)
    {
        #region prediction
        ILatencyPredictor predictor = new TableLatencyPredictor(table);
        predictor = predictor.Observe(selection, measuredMs);            // immutable: returns one that has learned
        LatencyEstimate estimate = predictor.Predict(otherSelection);
        CostTable corrected = predictor.ToCostTable(nearMs: budgetMs);   // what the selector should add up for this budget
        #endregion
    }
}

#region comparing-files
[OnnxFiles("teacher.onnx", "student.onnx", Threads = 1)]
public class TeacherAndStudent : OnnxComparison;
#endregion
