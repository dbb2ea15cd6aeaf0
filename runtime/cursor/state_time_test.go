package cursor

import (
	"testing"
	"time"

	"github.com/lowcode-dev/lowcode/runtime/config"
	"github.com/lowcode-dev/lowcode/runtime/stream"
	"github.com/lowcode-dev/lowcode/runtime/value"
)

func TestStateTime(t *testing.T) {
	for name, c := range map[string]struct {
		state       string
		partitioned bool
		want        string // "" for none
	}{
		"the cursor's value":           {`{"at": "2024-05-06", "more": 1}`, false, "2024-05-06"},
		"another format":               {`{"at": "1714953600"}`, false, "2024-05-06"},
		"no value":                     {`{"on": "2024-05-06"}`, false, ""},
		"null":                         {`{"at": null}`, false, ""},
		"no time":                      {`{"at": "May"}`, false, ""},
		"no text":                      {`{"at": ["2024-05-06"]}`, false, ""},
		"intervals":                    {`{"state_type": "date-range", "slices": [{"start": "2024-01-01", "end": "2024-02-01", "most_recent_cursor_value": "2024-01-30"}]}`, false, "2024-01-30"},
		"an interval without records":  {`{"state_type": "date-range", "slices": [{"start": "2024-01-01", "end": "2024-02-01"}]}`, false, "2024-02-01"},
		"no intervals":                 {`{"state_type": "date-range", "slices": []}`, false, ""},
		"no slices":                    {`{"state_type": "date-range"}`, false, ""},
		"the global cursor":            {`{"use_global_cursor": false, "state": {"at": "2024-05-06"}}`, true, "2024-05-06"},
		"no global cursor":             {`{"states": []}`, true, ""},
		"a global cursor that is none": {`{"state": "2024-05-06"}`, true, ""},
		"the form without partitions":  {`{"at": "2024-05-06"}`, true, ""},
		"a reading without a cursor":   {`{"__ab_no_cursor_state_message": true}`, false, ""},
	} {
		t.Run(name, func(t *testing.T) {
			state, err := value.Parse([]byte(c.state))
			if err != nil {
				t.Fatal(err)
			}
			d := DatetimeBased{
				CursorField:           config.Fixed("at"),
				DatetimeFormat:        "%Y-%m-%d",
				CursorDatetimeFormats: []string{"%s"},
				StartDatetime:         MinMaxDatetime{Datetime: config.Fixed("2024-01-01")},
			}
			at, ok := d.StateTime(&stream.Stream{Retriever: routed{partitioned: c.partitioned}}, state)
			if ok != (c.want != "") || ok && at.Format(time.DateOnly) != c.want {
				t.Errorf("%v, %v; want %s", at, ok, c.want)
			}
		})
	}
}
