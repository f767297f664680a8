using CallRouting.Audio;

namespace CallRouting.Tests;

/// <summary>Sound that behaves as speech does: syllables of a gliding voice through three formants, with hisses and
/// pauses between them.</summary>
internal static class Speech
{
    public static Sound Vowels(int milliseconds, double level, int seed = 1)
    {
        var random = new Random(seed);
        var samples = new List<double>();
        double phase = 0, pitch = 90 + random.NextDouble() * 200;
        while (samples.Count < milliseconds * 8)
        {
            var length = random.Next(60, 260) * 8;
            var isHiss = random.NextDouble() < 0.2;
            double[] formants = [random.Next(300, 900), random.Next(900, 2300), random.Next(2300, 3300)];
            double[] drifts = [Drift(random), Drift(random), Drift(random)];
            var glide = 1 + (random.NextDouble() - 0.5) * 0.5 / length;
            var states = new (double One, double Two)[3];
            for (var i = 0; i < length; i++)
            {
                pitch = Math.Clamp(pitch * glide, 70, 400);
                phase += pitch / 8000;
                var pulse = isHiss ? random.NextDouble() - 0.5 : phase >= 1 ? 1 : 0;
                if (phase >= 1) phase -= 1;
                var sum = 0.0;
                for (var f = 0; f < 3; f++)
                {
                    var turn = 2 * Math.PI * (formants[f] + drifts[f] * i) / 8000;
                    var radius = Math.Exp(-Math.PI * 80 / 8000);
                    var next = pulse + 2 * radius * Math.Cos(turn) * states[f].One - radius * radius * states[f].Two;
                    states[f] = (next, states[f].One);
                    sum += next * (3 - f) * Math.Sin(turn);
                }

                samples.Add(sum * Math.Min(1, Math.Min(i, length - i) / 160.0));
            }

            if (random.NextDouble() < 0.3)
                for (var pause = random.Next(30, 300) * 8; pause > 0; pause--) samples.Add(0);
        }

        samples.RemoveRange(milliseconds * 8, samples.Count - milliseconds * 8);
        var power = Math.Sqrt(samples.Average(sample => sample * sample));
        var scale = Tone.Peak(level) / Math.Sqrt(2) / power;
        return Sound.Of([.. samples.Select(s => (short)Math.Clamp(s * scale, short.MinValue, short.MaxValue))]);
    }

    private static double Drift(Random random) => (random.NextDouble() - 0.5) * 0.3;
}
