using Lana.FineTuning;
using Lana.Pipeline;
using OxyPlot;
using OxyPlot.Annotations;
using OxyPlot.Axes;
using OxyPlot.Legends;
using OxyPlot.Series;

namespace Lana.Reporting;

/// <summary>The charts of a report.</summary>
internal static class ReportCharts
{
    private const double RowHeight = 30;
    private const double Frame = 90;

    private static readonly OxyColor TeacherColour = OxyColor.FromRgb(0x7d, 0x8c, 0x9f);
    private static readonly OxyColor StudentColour = OxyColor.FromRgb(0x2f, 0x8f, 0x5b);
    private static readonly OxyColor OtherColour = OxyColor.FromRgb(0x3b, 0x7d, 0xc4);
    private static readonly OxyColor LimitColour = OxyColor.FromRgb(0xc8, 0x64, 0x1b);

    /// <summary>Accuracy against latency, with the budget as a line.</summary>
    public static SvgChart Plane(IReadOnlyList<ReportedNetwork> networks, double budgetMs)
    {
        var model = Model();
        var slowest = Math.Max(budgetMs, networks.Max(network => network.LatencyMs));
        var (low, high) = (networks.Min(network => network.Accuracy), networks.Max(network => network.Accuracy));
        var room = Math.Max(0.005, (high - low) * 0.25);
        model.Axes.Add(Axis(AxisPosition.Bottom, "latency (ms)", 0.0, slowest * 1.2));
        model.Axes.Add(Axis(AxisPosition.Left, "accuracy (%)", 100.0 * (low - room), 100.0 * (high + room)));
        model.Annotations.Add(Limit(budgetMs, "\u00a0budget"));
        foreach (var network in networks)
        {
            var colour = network.Name switch { "teacher" => TeacherColour, "student" => StudentColour, _ => OtherColour };
            var series = new ScatterSeries { MarkerType = MarkerType.Circle, MarkerSize = 6, MarkerFill = colour };
            series.Points.Add(new ScatterPoint(network.LatencyMs, 100.0 * network.Accuracy));
            model.Series.Add(series);
            model.Annotations.Add(Label(network, isLeft: network.LatencyMs <= budgetMs && network.LatencyMs > slowest * 0.25));
        }

        return new SvgChart("accuracy", model, 320);
    }

    // To the left of a point that is within the budget: the line is on its right.
    private static TextAnnotation Label(ReportedNetwork network, bool isLeft) => new()
    {
        Text = network.Name,
        TextPosition = new DataPoint(network.LatencyMs, 100.0 * network.Accuracy),
        TextHorizontalAlignment = isLeft ? HorizontalAlignment.Right : HorizontalAlignment.Left,
        TextVerticalAlignment = VerticalAlignment.Middle,
        Offset = new ScreenVector(isLeft ? -10 : 10, 0),
        Stroke = OxyColors.Transparent,
        TextColor = SvgChart.Ink,
    };

    /// <summary>The latency of each layer, the teacher's and the chosen operation's.</summary>
    public static SvgChart Layers(IReadOnlyList<ReportLayer> layers)
    {
        var model = Model();
        model.Legends.Add(Legend());
        model.Axes.Add(new CategoryAxis
        {
            Position = AxisPosition.Left,
            ItemsSource = layers.Select(layer => layer.Label).ToList(),
            StartPosition = 1,
            EndPosition = 0,
            GapWidth = 0.4,
            MajorTickSize = 0,
            TextColor = SvgChart.Ink,
        });
        model.Axes.Add(Axis(AxisPosition.Bottom, "latency (ms)", 0.0, double.NaN));
        model.Series.Add(Bars("teacher", TeacherColour, layers.Select(layer => layer.TeacherMs)));
        model.Series.Add(Bars("student", StudentColour, layers.Select(layer => layer.StudentMs)));
        return new SvgChart("layers", model, Frame + (RowHeight * layers.Count));
    }

    /// <summary>Predicted against measured latency of whole networks.</summary>
    public static SvgChart Predictions(IReadOnlyList<(double PredictedMs, double MeasuredMs)> networks, MeasuredSelection chosen)
    {
        var model = Model();
        model.Legends.Add(Legend());
        var points = networks.Append((chosen.PredictedMs, chosen.MeasuredMs)).ToList();
        var slowest = points.Max(point => Math.Max(point.Item1, point.Item2)) * 1.1;
        model.Axes.Add(Axis(AxisPosition.Bottom, "measured (ms)", 0.0, slowest));
        model.Axes.Add(Axis(AxisPosition.Left, "predicted (ms)", 0.0, slowest));
        model.Annotations.Add(new LineAnnotation
        {
            Type = LineAnnotationType.LinearEquation,
            Slope = 1.0,
            Color = SvgChart.Ink,
            StrokeThickness = 1,
            LineStyle = LineStyle.Dash,
        });
        model.Series.Add(Points("other networks, sum of layers", TeacherColour, networks));
        model.Series.Add(Points("the student", StudentColour, [(chosen.PredictedMs, chosen.MeasuredMs)]));
        return new SvgChart("predictions", model, 420);
    }

    /// <summary>The loss of each operation at the beginning and at the end of its pre-training.</summary>
    public static SvgChart Pretraining(IReadOnlyList<(double Initial, double Final, bool IsChosen)> operations)
    {
        var model = Model();
        model.Legends.Add(Legend());
        model.Axes.Add(LogAxis(AxisPosition.Bottom, "loss at the beginning"));
        model.Axes.Add(LogAxis(AxisPosition.Left, "loss at the end"));
        foreach (var (name, colour, chosen) in new[] { ("trained", TeacherColour, false), ("chosen", StudentColour, true) })
        {
            model.Series.Add(Points(
                name,
                colour,
                [.. operations.Where(one => one.IsChosen == chosen).Select(one => (one.Final, one.Initial))]));
        }

        return new SvgChart("pretraining", model, 380);
    }

    /// <summary>The held-out loss of each trial, in order.</summary>
    public static SvgChart Trials(TrialSearchResult search)
    {
        var model = Model();
        model.Legends.Add(Legend());
        model.Axes.Add(NumberAxis("trial", 0.0, search.Trials.Count + 1.0));
        var losses = Axis(AxisPosition.Left, "held-out loss", double.NaN, double.NaN);
        (losses.MinimumPadding, losses.MaximumPadding) = (0.1, 0.1);
        model.Axes.Add(losses);
        var trials = search.Trials.Index().Where(trial => double.IsFinite(trial.Item.Loss)).ToList();
        model.Series.Add(Points(
            "after a short fine-tuning", TeacherColour, [.. trials.Select(trial => (trial.Item.Loss, trial.Index + 1.0))]));
        model.Series.Add(Points(
            "the winner",
            StudentColour,
            [
                .. trials.Where(trial => trial.Item.Selection.Equals(search.Winner.Selection))
                    .Select(trial => (trial.Item.Loss, trial.Index + 1.0)),
            ]));
        return new SvgChart("trials", model, 320);
    }

    /// <summary>The losses of each epoch.</summary>
    public static SvgChart FineTuning(IReadOnlyList<FineTuningEpoch> curve)
    {
        var model = Model();
        model.Legends.Add(Legend());
        model.Axes.Add(NumberAxis("epoch", 1.0, curve.Count));
        model.Axes.Add(Axis(AxisPosition.Left, "loss", double.NaN, double.NaN));
        model.Series.Add(Line("training", TeacherColour, curve.Select(epoch => (epoch.Epoch, (double?)epoch.Loss))));
        model.Series.Add(Line("held-out", StudentColour, curve.Select(epoch => (epoch.Epoch, epoch.ValidationLoss))));
        return new SvgChart("finetuning", model, 320);
    }

    private static PlotModel Model() => new()
    {
        Culture = CultureInfo.InvariantCulture,
        TextColor = SvgChart.Ink,
        PlotAreaBorderColor = OxyColor.FromAColor(90, SvgChart.Ink),
        DefaultFontSize = 12,
        Padding = new OxyThickness(8, 8, 24, 8),
    };

    private static LinearAxis Axis(AxisPosition position, string title, double minimum, double maximum)
    {
        var axis = new LinearAxis { Position = position, Title = title, Minimum = minimum, Maximum = maximum };
        return Styled(axis);
    }

    // No ticks between two numbers.
    private static LinearAxis NumberAxis(string title, double minimum, double maximum)
    {
        var axis = Axis(AxisPosition.Bottom, title, minimum, maximum);
        axis.MinimumMajorStep = 1.0;
        return axis;
    }

    private static LogarithmicAxis LogAxis(AxisPosition position, string title) =>
        Styled(new LogarithmicAxis { Position = position, Title = title, MinimumPadding = 0.05, MaximumPadding = 0.05 });

    private static T Styled<T>(T axis)
        where T : Axis
    {
        axis.TicklineColor = SvgChart.Ink;
        axis.AxisTitleDistance = 12;
        axis.MinorTickSize = 0;
        axis.MajorTickSize = 4;
        axis.MajorGridlineStyle = LineStyle.Solid;
        axis.MajorGridlineColor = OxyColor.FromArgb(60, 128, 128, 128);
        return axis;
    }

    private static Legend Legend() => new()
    {
        LegendPlacement = LegendPlacement.Outside,
        LegendPosition = LegendPosition.TopLeft,
        LegendOrientation = LegendOrientation.Horizontal,
        LegendBorderThickness = 0,
        LegendTextColor = SvgChart.Ink,
    };

    private static LineAnnotation Limit(double budgetMs, string name) => new()
    {
        Type = LineAnnotationType.Vertical,
        X = budgetMs,
        Color = LimitColour,
        LineStyle = LineStyle.Dash,
        StrokeThickness = 2,
        Text = name,
        TextColor = LimitColour,
        TextOrientation = AnnotationTextOrientation.Horizontal,
        TextHorizontalAlignment = HorizontalAlignment.Left,
        TextVerticalAlignment = VerticalAlignment.Bottom,
        TextLinePosition = 0.02,
    };

    private static BarSeries Bars(string title, OxyColor colour, IEnumerable<double> values)
    {
        var series = new BarSeries { Title = title, FillColor = colour, StrokeThickness = 0 };
        series.Items.AddRange(values.Select(value => new BarItem(value)));
        return series;
    }

    private static LineSeries Line(string title, OxyColor colour, IEnumerable<(int Epoch, double? Loss)> points)
    {
        var series = new LineSeries { Title = title, Color = colour, MarkerType = MarkerType.Circle, MarkerFill = colour };
        series.Points.AddRange(points
            .Where(point => double.IsFinite(point.Loss ?? double.NaN))
            .Select(point => new DataPoint(point.Epoch, point.Loss!.Value)));
        return series;
    }

    private static ScatterSeries Points(string title, OxyColor colour, IReadOnlyList<(double Y, double X)> points)
    {
        var series = new ScatterSeries
        {
            Title = title,
            MarkerType = MarkerType.Circle,
            MarkerSize = 4,
            MarkerFill = OxyColor.FromAColor(210, colour),
        };
        series.Points.AddRange(points.Select(point => new ScatterPoint(point.X, point.Y)));
        return series;
    }
}
